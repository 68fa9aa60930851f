import type { HostedPluginProxy, HostedPluginWorker } from '../launch/launch-hosted-plugin-worker';
import type { LogLine } from '../process/output';
import { hookErrors, type HookError } from './hook-errors';
import type { PortableText } from './portable-text';
import { readTrace, type ReadTrace } from './read-trace';

/** Lines as they came. Only within one stream is their order certain. */
export interface PluginLogs {
  /** What it printed with `console.log`, and the like. */
  stdout: string[];
  /** What it printed with `console.error`, and the like. */
  stderr: string[];
}

/** What is known of a call besides its result. */
export interface HookOutcome {
  /** Empty if all went well. The hook of a worker that ended, or took too long, has one, too. */
  errors: HookError[];
  /** What was printed since the call before; by the first call, also while the plugin was loaded. */
  logs: PluginLogs;
  /** What the plugin looked at in this call. */
  trace: ReadTrace;
}

/** What a call gave, or threw. */
export interface HookCall<T> extends HookOutcome {
  result?: T;
  thrown?: Error;
}

type Launch = (onLog: (line: LogLine) => void) => Promise<HostedPluginWorker>;

/** Calls the hooks of one plugin, one after the other. A worker that has ended is replaced before the next call. */
export class HookCalls {
  #worker: Promise<HostedPluginWorker> | undefined;
  #logs: PluginLogs = { stdout: [], stderr: [] };
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(
    private readonly launch: Launch,
    private readonly portable: PortableText,
  ) {}

  /** The worker, started if it is not there. Rejects as its launch did. */
  async worker(): Promise<HostedPluginWorker> {
    const worker = await this.#worker;
    if (worker && (this.#isStopped || worker.state === 'ready')) return worker;
    return (this.#worker = this.#launch());
  }

  /** Does `prepare` when the calls before have ended, and then `work`. */
  call<T>(prepare: () => void, work: (plugin: HostedPluginProxy) => Promise<T>): Promise<HookCall<T>> {
    const call = this.#last.then(() => {
      prepare();
      return this.#call(work);
    });
    this.#last = call.catch(() => undefined);
    return call;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#worker?.then((worker) => worker.stop()).catch(() => undefined);
  }

  async #launch(): Promise<HostedPluginWorker> {
    const worker = await this.launch(({ stream, line }) => this.#logs[stream].push(this.portable.text(line)));
    // What it has seen so far is how it was loaded.
    await worker.observed();
    return worker;
  }

  async #call<T>(work: (plugin: HostedPluginProxy) => Promise<T>): Promise<HookCall<T>> {
    const worker = await this.worker();
    const outcome = await work(worker.plugin).then(
      (result) => ({ result, errors: [] }),
      (thrown: Error) => ({ thrown, errors: hookErrors(thrown, this.portable) }),
    );
    const trace = await this.#trace(worker);
    const logs = this.#logs;
    this.#logs = { stdout: [], stderr: [] };
    return { ...outcome, logs, trace };
  }

  async #trace(worker: HostedPluginWorker): Promise<ReadTrace> {
    const nothing = { files: {}, manifests: {} };
    try {
      return readTrace(await worker.observed(), await worker.loadedFiles(), this.portable);
    } catch {
      const incomplete = ['ended before it said what it had looked at'];
      return readTrace({ inputs: [], incomplete }, nothing, this.portable);
    }
  }
}
