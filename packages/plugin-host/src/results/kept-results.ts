import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Capabilities } from '@plugin-isolation/plugin-worker';
import { look, type Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import { resolutionInputs } from '../resolve/resolution-inputs';
import { findOtherAnswer, InputCheck, type AskIndex } from './input-check';
import { FORMAT, type KeptCall, type KeptEntry } from './kept-entry';
import { KeptFile } from './kept-file';
import { PluginCache } from './plugin-cache';
import { OUR_VERSION } from './our-version';

export interface KeptResultsSettings {
  root: string;
  entry: PluginEntry;
  launch: LaunchConfiguration;
  nxVersion: string;
  /** Nx's directory for data of this workspace. */
  dataDirectory: string;
  /** What workers inherit. Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
}

/** What there is to ask about the workspace as it is now. */
export interface WorkspaceNow {
  /** Digest of the answer to a question to Nx's index; `undefined` if there is none. */
  askIndex: AskIndex;
  /** Digest of all files of the index. */
  filesDigest: () => Promise<string>;
}

type Worker = Pick<HostedPluginWorker, 'generation' | 'observed' | 'loadedFiles' | 'name' | 'capabilities'>;

/**
 * What the hooks of one entry of `nx.json` gave last, in this process or in another one, and on what it depends. It is
 * a verifying trace, as in "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018).
 */
export class KeptResults {
  readonly #file: KeptFile<KeptEntry>;
  readonly #launch: string;
  #kept: KeptEntry | undefined;
  #isRead = false;
  /** What the worker that runs has seen. */
  #seen = new Map<string, Input>();
  #generation = 0;
  #recording: Promise<unknown> = Promise.resolve();
  #isToBeWritten = false;
  #mayInherit = true;
  /** Why the last results were not kept. */
  #incomplete: string | undefined;
  /** Those of this request: what was kept and still holds, and what has run. */
  #calls: KeptEntry['calls'] = {};
  /** Resolved file of the plugin, once that is known. */
  file: string | undefined;
  /** Why the plugin has to run for this request, as a sentence without its subject; `undefined` if it has not. */
  reason: string | undefined;
  /** What the running worker has seen, and is not there any more. */
  #stale = new Set<string>();
  readonly #cache: PluginCache;
  /** Of the worker that was launched last. */
  #cacheDirectory = '';
  /** What the next worker knows from those before it, by what its plugin has kept itself. */
  #inherited = { seen: new Map<string, Input>(), stale: new Set<string>() };
  #otherAnswer: Input | undefined;
  #isGone: (input: Input) => boolean = () => false;

  constructor(private readonly settings: KeptResultsSettings) {
    const { entry, launch, nxVersion, dataDirectory } = settings;
    const { plugin, options, include, exclude } = entry;
    const name = digest([plugin, options, include, exclude]);
    const file = join(dataDirectory, 'plugin-host-results', `${name}.json`);
    this.#file = new KeptFile(file, `The results of ${plugin}`);
    this.#cache = new PluginCache(dataDirectory, name);
    const { loaders, execArgv, tsconfig } = launch;
    this.#launch = digest([OUR_VERSION, process.version, nxVersion, loaders, execArgv, tsconfig]);
  }

  /** Whose results these are. */
  get plugin(): { name: string; capabilities: Capabilities; file: string } | undefined {
    return this.#kept;
  }

  /** Another one if what the hooks gave, or who gave it, is another one; `undefined` if nothing is written. */
  get stamp(): string | undefined {
    return this.#isToBeWritten ? undefined : this.#kept?.stamp;
  }

  /** Whether there is something for the next request. */
  get isKept(): boolean {
    return this.#kept !== undefined;
  }

  /**
   * A new request: looks whether files and variables are as they were. What is asked of Nx's index is left for
   * {@link ask}, since Nx may not be loaded yet. Whether no worker is needed so far.
   */
  begin(check = new InputCheck(this.env)): boolean {
    if (!this.#isRead) this.#kept = this.#read();
    this.#isRead = true;
    const { reuse } = this.settings.launch;
    this.#otherAnswer = undefined;
    this.#isGone = (input: Input) => !check.isSame(input);
    this.#stale = goneOf(this.#seen, this.#isGone);
    this.reason = reuse === 'never' ? 'is to run each time' : this.#whyNot(this.#isGone);
    this.#calls = this.reason === undefined ? this.#kept!.calls : {};
    return this.reason === undefined;
  }

  /** As {@link begin}, for what Nx's index knows. */
  async ask({ askIndex, filesDigest }: WorkspaceNow): Promise<boolean> {
    const kept = this.#kept;
    if (this.reason !== undefined || !kept) return false;
    if (kept.files !== undefined && kept.files !== (await filesDigest()))
      this.reason = 'does something that can not be seen, and a file of the workspace has changed';
    const other = this.reason === undefined && (await findOtherAnswer(kept.inputs, askIndex));
    if (other) this.#stale.add(keyOf(other));
    this.#otherAnswer = other || undefined;
    if (other) this.reason = `asked Nx for files, and the answer is another one now: ${other.of}`;
    if (this.reason !== undefined) this.#calls = {};
    return this.reason === undefined;
  }

  /** What a hook gave for these arguments, as JSON. */
  find(hook: string, args: string): string | undefined {
    if (this.reason !== undefined) return undefined;
    const call = this.#calls[hook];
    return call?.args === args ? call.result : undefined;
  }

  /**
   * Where the plugin of a worker that is about to be launched may keep something. It finds what the last one kept,
   * unless that one has turned out to know something outdated.
   */
  openCache(): string {
    const { directory, isInherited } = this.#cache.open(this.#mayInherit ? this.#kept?.stamp : undefined);
    const seen = new Map(isInherited ? this.#kept!.inputs.map((input) => [keyOf(input), input]) : []);
    this.#inherited = { seen, stale: goneOf(seen, this.#isGone) };
    if (isInherited && this.#otherAnswer) this.#inherited.stale.add(keyOf(this.#otherAnswer));
    this.#mayInherit = true;
    this.#cacheDirectory = directory;
    return directory;
  }

  /** Whether a worker knows something that is not true any more. */
  isStale({ generation }: Pick<Worker, 'generation'>): boolean {
    return (generation === this.#generation ? this.#stale : this.#inherited.stale).size > 0;
  }

  /**
   * Keeps what a hook has just given, if all that it depends on is known. Gives what the worker knows that is not true
   * any more, and that it has not looked at again.
   */
  async record(worker: Worker, hook: string, call: KeptCall, now: WorkspaceNow): Promise<string[]> {
    const recording = this.#recording.then(() => this.#record(worker, hook, call, now));
    this.#recording = recording.catch(() => undefined);
    return recording;
  }

  /** Resolves when what was recorded so far is known. */
  async settled(): Promise<void> {
    await this.#recording;
  }

  /** Writes what was recorded, for other processes. */
  save(): void {
    if (this.#isToBeWritten && this.#kept) {
      const { launch, name, capabilities, calls } = this.#kept;
      this.#kept.stamp = digest([launch, name, capabilities, calls]);
      this.#file.write(this.#kept);
      this.#cache.save(this.#kept.stamp);
    }
    this.#isToBeWritten = false;
  }

  /** What a worker has. */
  get env(): NodeJS.ProcessEnv {
    const { env = process.env, launch } = this.settings;
    return { ...env, ...launch.env };
  }

  #read(): KeptEntry | undefined {
    const kept = this.#file.read();
    return kept?.format === FORMAT && Array.isArray(kept.inputs) && typeof kept.calls === 'object'
      ? kept
      : undefined;
  }

  #whyNot(isGone: (input: Input) => boolean): string | undefined {
    const { root, entry, launch } = this.settings;
    const kept = this.#kept;
    if (!kept) return this.#incomplete ?? 'has no result that was kept';
    if (kept.launch !== this.#launch) return 'is launched in another way';
    const { file, resolution, inputs } = kept;
    if (resolutionInputs(entry.plugin, { root, file, tsconfig: launch.tsconfig }) !== resolution)
      return 'may be found in another place';
    const gone = inputs.find(isGone);
    return gone && describeChange(gone);
  }

  async #record(worker: Worker, hook: string, call: KeptCall, now: WorkspaceNow): Promise<string[]> {
    const { reuse, tsconfig } = this.settings.launch;
    if (reuse === 'never') return [];
    if (worker.generation !== this.#generation) {
      ({ seen: this.#seen, stale: this.#stale } = this.#inherited);
      this.#generation = worker.generation;
    }
    const observed = reuse === 'always' ? await lookAtLoaded(worker) : await worker.observed();
    const { environment } = new InputCheck(this.env);
    for (const input of observed.inputs) {
      const key = keyOf(input);
      this.#stale.delete(key);
      this.#seen.set(key, input.kind === 'environment' ? { ...input, seen: environment } : input);
    }
    this.#incomplete = observed.incomplete[0];
    const isLimited = reuse === 'always' || (reuse === 'index' && this.#incomplete !== undefined);
    const unread = [...this.#stale];
    this.#mayInherit = unread.length === 0;
    this.#stale.clear();
    if (reuse !== 'always') this.#cache.take(this.#cacheDirectory);
    this.#isToBeWritten = true;
    if (this.#incomplete !== undefined && !isLimited) {
      this.#kept = undefined;
      return [];
    }
    this.#calls = { ...this.#calls, [hook]: call };
    const file = this.file!;
    const { root, entry } = this.settings;
    this.#kept = {
      format: FORMAT,
      launch: this.#launch,
      file,
      resolution: resolutionInputs(entry.plugin, { root, file, tsconfig }),
      name: worker.name,
      capabilities: worker.capabilities,
      inputs: [...this.#seen.values()],
      ...(isLimited && { files: await now.filesDigest() }),
      calls: this.#calls,
    };
    return unread;
  }
}

function keyOf({ kind, of }: Input): string {
  return `${kind} ${of}`;
}

function goneOf(seen: Map<string, Input>, isGone: (input: Input) => boolean): Set<string> {
  return new Set([...seen].filter(([, input]) => isGone(input)).map(([key]) => key));
}

/** A plugin that is not observed: the files that it has loaded. */
async function lookAtLoaded(worker: Worker) {
  const { files, manifests } = await worker.loadedFiles();
  const paths = [...Object.keys(files), ...Object.keys(manifests)];
  const inputs = paths.map((of): Input => ({ kind: 'content', of, ...look('content', of) }));
  return { inputs, incomplete: [] as string[] };
}

function describeChange({ kind, of, isUncertain }: Input): string {
  if (kind === 'variable') return `read the variable ${of}, which has another value`;
  if (kind === 'environment') return 'read all variables, and one has another value';
  return isUncertain ? `read ${of} while it was written` : `looked at ${of}, which has changed`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
