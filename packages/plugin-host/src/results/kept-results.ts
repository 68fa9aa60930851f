import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Capabilities, HookName } from '@plugin-isolation/plugin-worker';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import { HOOK_NAMES } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import { resolutionInputs } from '../resolve/resolution-inputs';
import { findOtherAnswer, InputCheck, type AskIndex } from './input-check';
import { FORMAT, isKeptEntry, type KeptCall, type KeptEntry } from './kept-entry';
import { KeptFile } from './kept-file';
import { OUR_VERSION } from './our-version';
import { PluginCache } from './plugin-cache';
import { WorkerMemory, type ObservedWorker } from './worker-memory';

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

/** A hook that has just given something. */
export interface DoneCall extends KeptCall {
  hook: HookName;
  worker: ObservedWorker;
  /** The {@link KeptResults.request} that it was called for. */
  request: number;
}

/**
 * What the hooks of one entry of `nx.json` gave last, in this process or in another one, and on what it depends. It is
 * a verifying trace, as in "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018).
 */
export class KeptResults {
  readonly #file: KeptFile<KeptEntry>;
  readonly #launch: string;
  readonly #memory = new WorkerMemory();
  readonly #cache: PluginCache;
  /** Of the worker that was launched last. */
  #cacheDirectory: string | undefined;
  /** What the plugin kept itself may go to the next worker. */
  #mayInherit = true;
  #kept: KeptEntry | undefined;
  #isRead = false;
  #recording: Promise<unknown> = Promise.resolve();
  #isToBeWritten = false;
  /** Why the last results were not kept. */
  #incomplete: string | undefined;
  /** Those of this request: what was kept and still holds, and what has run. */
  #calls: KeptEntry['calls'] = {};
  /** Resolved file of the plugin, once that is known. */
  #plugin: string | undefined;
  /** Why the plugin has to run for this request, as a sentence without its subject; `undefined` if it has not. */
  reason: string | undefined;
  /** How many requests there were. A hook of an older one may end after the next one has begun. */
  request = 0;

  constructor(private readonly settings: KeptResultsSettings) {
    const { root, entry, launch, nxVersion, dataDirectory } = settings;
    const { plugin, options, include, exclude } = entry;
    const name = digest([plugin, options, include, exclude]);
    const file = join(dataDirectory, 'plugin-host-results', `${name}.json`);
    this.#file = new KeptFile(file, `The results of ${plugin}`, isKeptEntry);
    this.#cache = new PluginCache(dataDirectory, name);
    const { loaders, execArgv, tsconfig } = launch;
    const { version, platform, arch } = process;
    // A workspace may be copied or moved, and seen by another machine, with all that is kept.
    this.#launch = digest([
      OUR_VERSION,
      version,
      platform,
      arch,
      root,
      nxVersion,
      loaders,
      execArgv,
      tsconfig,
    ]);
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
   * A worker is being launched with the environment as it is now, and loads this file. If it is observed, gives the
   * directory in which its plugin may keep something. There it finds what the last one kept, unless that one has turned
   * out to know something outdated.
   */
  noteLaunch(file: string, generation: number): string | undefined {
    this.#plugin = file;
    const { reuse } = this.settings.launch;
    const isObserved = reuse === 'observed' || reuse === 'index';
    const cache = isObserved ? this.#cache.open(this.#mayInherit ? this.#kept?.stamp : undefined) : undefined;
    this.#mayInherit = true;
    this.#cacheDirectory = cache?.directory;
    const inherited = cache?.isInherited ? this.#kept!.inputs : [];
    this.#memory.noteLaunch(generation, this.#check().environment, inherited);
    return cache?.directory;
  }

  /**
   * A new request: looks whether files and variables are as they were. What is asked of Nx's index is left for
   * {@link ask}, since Nx may not be loaded yet. Whether no worker is needed so far.
   */
  begin(check = this.#check()): boolean {
    this.request++;
    if (!this.#isRead) this.#kept = this.#file.read();
    this.#isRead = true;
    this.#memory.compare(check);
    this.reason =
      this.settings.launch.reuse === 'never'
        ? 'is to run each time'
        : this.#whyNot((input) => !check.isSame(input));
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
    if (other) this.#memory.noteOtherAnswer(other);
    if (other) this.reason = `asked Nx for files, and the answer is another one now: ${other.of}`;
    if (this.reason !== undefined) this.#calls = {};
    return this.reason === undefined;
  }

  /** What a hook gave for these arguments, as JSON. */
  find(hook: HookName, args: string): string | undefined {
    if (this.reason !== undefined) return undefined;
    const call = this.#calls[hook];
    return call?.args === args ? call.result : undefined;
  }

  /** Whether the running worker knows something that is not true any more. */
  isStale({ generation }: Pick<ObservedWorker, 'generation'>): boolean {
    return this.#memory.isStale(generation);
  }

  /**
   * Keeps what a hook has just given, if all that it depends on is known. Gives what the worker knows that is not true
   * any more, and that it has not looked at again.
   */
  async record(call: DoneCall, now: WorkspaceNow): Promise<string[]> {
    const recording = this.#recording.then(() => this.#record(call, now));
    this.#recording = recording.catch(() => this.forget(call));
    return recording;
  }

  /** This hook gave nothing that can be kept. What later ones gave may depend on what it did. */
  forget({ hook, request }: Pick<DoneCall, 'hook' | 'request'>): void {
    if (request !== this.request) return;
    this.#calls = callsBefore(hook, this.#calls);
    if (this.#kept) this.#kept = { ...this.#kept, calls: callsBefore(hook, this.#kept.calls) };
    this.#isToBeWritten = true;
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

  /** What a worker would be launched with counts. */
  #check(): InputCheck {
    const { env = process.env, launch } = this.settings;
    return new InputCheck({ ...env, ...launch.env });
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

  async #record({ hook, worker, args, result, request }: DoneCall, now: WorkspaceNow): Promise<string[]> {
    const { reuse, tsconfig } = this.settings.launch;
    if (reuse === 'never' || request !== this.request) return [];
    const { unread, incomplete } = await this.#memory.learn(worker, hook, reuse === 'always');
    if (unread.length > 0) this.#mayInherit = false;
    if (this.#cacheDirectory !== undefined) this.#cache.take(this.#cacheDirectory);
    // The next request may have begun meanwhile.
    if (request !== this.request) return [];
    this.#incomplete = incomplete;
    const isLimited = reuse === 'always' || (reuse === 'index' && incomplete !== undefined);
    this.#isToBeWritten = true;
    if (incomplete !== undefined && !isLimited) {
      this.#kept = undefined;
      return unread;
    }
    this.#calls = { ...callsBefore(hook, this.#calls), [hook]: { args, result } };
    const file = this.#plugin!;
    const { root, entry } = this.settings;
    this.#kept = {
      format: FORMAT,
      launch: this.#launch,
      file,
      resolution: resolutionInputs(entry.plugin, { root, file, tsconfig }),
      name: worker.name,
      capabilities: worker.capabilities,
      inputs: this.#memory.inputs,
      ...(isLimited && { files: await now.filesDigest() }),
      calls: this.#calls,
    };
    return unread;
  }
}

/** A plugin may keep in one hook what it uses in those that come later. */
function callsBefore(hook: HookName, calls: KeptEntry['calls']): KeptEntry['calls'] {
  const earlier = HOOK_NAMES.slice(0, HOOK_NAMES.indexOf(hook));
  return Object.fromEntries(earlier.flatMap((name) => (calls[name] ? [[name, calls[name]]] : [])));
}

function describeChange({ kind, of, isUncertain }: Input): string {
  if (kind === 'variable') return `read the variable ${of}, which has another value`;
  if (kind === 'environment') return 'read all variables, and one has another value';
  return isUncertain ? `read ${of} while it was written` : `looked at ${of}, which has changed`;
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
