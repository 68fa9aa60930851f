import type { HookName } from '@plugin-isolation/plugin-worker';
import { resolutionInputs } from '../resolve/resolution-inputs';
import type { DoneCall, KeptResultsSettings, WorkspaceNow } from './kept-results-settings';
import { digest, digestOfLaunch, nameOfResults, stampOfCache } from './identity';
import { findOtherAnswer, InputCheck, type FileLooks } from './input-check';
import type { CallArguments } from './call-arguments';
import { callsBefore, FORMAT, type KeptCall, type KeptEntry } from './kept-entry';
import type { KeptFile } from './kept-file';
import { IncompleteReasons } from './kept-reasons';
import { PluginCache } from './plugin-cache';
import { resultsFile } from './read-kept';
import { INHERITED, whyNot } from './why-not';
import { WorkerMemory, type ObservedWorker } from './worker-memory';

/**
 * What the hooks of one entry of `nx.json` gave last, in this process or in another one, and on what it depends. It is
 * a verifying trace, as in "Build Systems à la Carte" (Mokhov, Mitchell, Peyton Jones, 2018).
 */
export class KeptResults {
  readonly #file: KeptFile<KeptEntry>;
  readonly #launch: string;
  /** What the running worker knows. */
  readonly memory = new WorkerMemory();
  readonly #cache: PluginCache;
  #kept: KeptEntry | undefined;
  #isRead = false;
  #recording: Promise<unknown> = Promise.resolve();
  #isToBeWritten = false;
  /** The worker whose plugin finds what an earlier one has kept of what can't be seen. */
  #inherits: number | undefined;
  /** Why the last results were not kept. */
  readonly #incomplete: IncompleteReasons;
  /** Those of this request: what was kept and still holds, and what has run. */
  #calls: KeptEntry['calls'] = {};
  /** Resolved file of the plugin, once that is known. */
  #plugin: string | undefined;
  /** Why the plugin has to run for this request, as a sentence without its subject; `undefined` if it has not. */
  reason: string | undefined;
  /** How many requests there were. A hook of an older one may end after the next one has begun. */
  request = 0;

  constructor(private readonly settings: KeptResultsSettings) {
    const { entry, dataDirectory } = settings;
    const name = nameOfResults(entry);
    this.#file = resultsFile(dataDirectory, name);
    this.#cache = new PluginCache(dataDirectory, name);
    this.#launch = digestOfLaunch(settings);
    this.#incomplete = new IncompleteReasons(dataDirectory, name, this.#launch);
  }

  /** Whose results these are, and on what they depend. */
  get kept(): Readonly<KeptEntry> | undefined {
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
    const cache = isObserved ? this.#cache.open(stampOfCache(this.#kept)) : undefined;
    const inherited = cache?.isInherited ? this.#kept!.inputs : [];
    this.memory.noteLaunch(generation, this.#check().environment, inherited);
    this.#inherits = cache?.isInherited && this.#kept?.files !== undefined ? generation : undefined;
    return cache?.directory;
  }

  /**
   * A new request: looks whether files and variables are as they were. What is asked of Nx's index is left for
   * {@link ask}, since Nx may not be loaded yet. Whether no worker is needed so far.
   */
  begin(looks?: FileLooks): boolean {
    const check = this.#check(looks);
    this.request++;
    if (!this.#isRead) this.#kept = this.#file.read();
    this.#isRead = true;
    this.memory.compare(check);
    this.reason =
      this.settings.launch.reuse === 'never'
        ? 'is to run each time'
        : this.#kept
          ? whyNot(this.settings, this.#kept, this.#launch, check)
          : (this.#incomplete.sentence ?? 'has no result that was kept');
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
    if (other) this.memory.noteOtherAnswer(other);
    if (other) this.reason = `asked Nx for files, and the answer is another one now: ${other.of}`;
    if (this.reason !== undefined) this.#calls = {};
    return this.reason === undefined;
  }

  /** What a hook gave for these arguments, as JSON; or why that is not known. */
  find(hook: HookName, args: CallArguments): { result?: string; reason?: string } {
    if (this.reason !== undefined) return { reason: this.reason };
    const call = this.#calls[hook] as KeptCall | undefined;
    const reason = args.whyNot(call, this.settings.launch, this.#kept?.inputs);
    return reason === undefined ? { result: call!.result } : { reason };
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
  forget({ hook, request, worker }: Pick<DoneCall, 'hook' | 'request'> & { worker?: ObservedWorker }): void {
    if (worker) this.memory.noteFailure(worker);
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
    this.#incomplete.save();
    if (this.#isToBeWritten && this.#kept) {
      const { launch, name, capabilities, calls } = this.#kept;
      this.#kept.stamp = digest([launch, name, capabilities, calls]);
      // Without it, hooks run once more in the next process: nothing to speak of.
      this.#file.write(this.#kept);
      this.#cache.save(stampOfCache(this.#kept)!);
    }
    this.#isToBeWritten = false;
  }

  /** What a worker would be launched with counts. */
  #check(looks?: FileLooks): InputCheck {
    const { env = process.env, launch } = this.settings;
    return new InputCheck({ ...env, ...launch.env }, looks);
  }

  async #record({ hook, worker, args, result, request }: DoneCall, now: WorkspaceNow): Promise<string[]> {
    const { reuse, tsconfig } = this.settings.launch;
    if (reuse === 'never' || request !== this.request) return [];
    const { unread, ...learned } = await this.memory.learn(worker, hook, this.settings.launch);
    const incomplete = [...learned.incomplete, ...(worker.generation === this.#inherits ? [INHERITED] : [])];
    if (unread.length > 0) this.#cache.mistrust();
    else this.#cache.take();
    // The next request may have begun meanwhile.
    if (request !== this.request) return [];
    this.#incomplete.note(incomplete);
    const isLimited = reuse === 'always' || (reuse === 'index' && incomplete.length > 0);
    this.#isToBeWritten = true;
    if (incomplete.length > 0 && !isLimited) {
      this.#kept = undefined;
      return unread;
    }
    this.#calls = {
      ...callsBefore(hook, this.#calls),
      [hook]: { args: args.digestFor(this.settings.launch), result },
    };
    const { root, entry } = this.settings;
    const file = this.#plugin!;
    this.#kept = {
      ...{ format: FORMAT, launch: this.#launch, file },
      resolution: resolutionInputs(entry.plugin, { root, file, tsconfig }),
      name: worker.name,
      capabilities: worker.capabilities,
      inputs: this.memory.inputs,
      ...(isLimited && { files: await now.filesDigest() }),
      calls: this.#calls,
    };
    return unread;
  }
}
