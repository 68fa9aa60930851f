import { WorkerExitError, type RunningHook, type WorkerState } from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LoadedFiles } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { EntryLaunch } from '../../src/workers/launch-entry';

const MIB = 1024 * 1024;

/** A worker that is no process: a test says what it loaded, how much memory it holds, and when it ends. */
export class FakeWorker {
  readonly name = 'own name';
  readonly pid: number;
  readonly generation: number;
  readonly loader = { format: 'commonjs', reason: 'it is a fake' };
  readonly launchMs = 7;
  capabilities: object = { createNodes: '**/component.json' };
  state: WorkerState = 'ready';
  runningHook: RunningHook | undefined;
  loaded: LoadedFiles = { files: {}, manifests: {} };
  memoryMiB = 10;
  stops = 0;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  #end!: (exit: { code: number | null; signal: NodeJS.Signals | null }) => void;

  constructor({ generation }: Pick<EntryLaunch, 'generation'>) {
    this.generation = generation;
    this.pid = 1000 + generation;
    this.exited = new Promise((resolve) => (this.#end = resolve));
  }

  loadedFiles(): Promise<LoadedFiles> {
    return Promise.resolve(this.loaded);
  }

  stats(): Promise<{ rssBytes: number }> {
    return Promise.resolve({ rssBytes: this.memoryMiB * MIB });
  }

  /** It ends unasked, and whoever waits for that has heard of it when this resolves. */
  async crash(code: number | null, signal: NodeJS.Signals | null = null): Promise<void> {
    this.state = 'failed';
    this.#end({ code, signal });
    await this.exited;
  }

  async stop(): Promise<void> {
    this.stops++;
    this.state = 'stopped';
    this.#end({ code: 0, signal: null });
    await this.exited;
  }

  /** As the code under test knows it. */
  get asWorker(): HostedPluginWorker {
    return this as unknown as HostedPluginWorker;
  }
}

/** Launches fakes, and notes what it was asked for. */
export class FakeLauncher {
  readonly launches: EntryLaunch[] = [];
  readonly workers: FakeWorker[] = [];
  /** What a launch does before it succeeds; it may throw, wait, or change the worker. */
  behaviour: (launch: EntryLaunch, worker: FakeWorker) => unknown = () => undefined;

  readonly launchWorker = async (launch: EntryLaunch): Promise<HostedPluginWorker> => {
    this.launches.push(launch);
    launch.onLoading();
    const worker = new FakeWorker(launch);
    await this.behaviour(launch, worker);
    this.workers.push(worker);
    return worker.asWorker;
  };

  get last(): FakeWorker {
    return this.workers.at(-1)!;
  }
}

/** What a launch rejects with if its process ends. */
export function exitedWith(exitCode: number): WorkerExitError {
  const diagnosis = { plugin: 'any', hook: 'load', elapsedMs: 1, workerState: 'failed', exitCode } as const;
  return new WorkerExitError('exit-code', `exited with code ${exitCode}`, diagnosis);
}
