import { join } from 'node:path';
import type {
  AnotherLoader,
  InitializeParams,
  LoadedModule,
  LoaderReport,
  WorkerEvent,
  WorkerStats,
} from '../protocol/types';
import { guarded } from '../arguments/guarded';
import { LOAD, type RunningHook } from './call';
import { connectWorker } from './connect-worker';
import { onAbort } from './on-abort';
import { timeoutFor, workerEnvironment, type LaunchOptions, type Launching } from './options';
import { stopWorker } from './stop-worker';
import { WorkerClient } from './worker-client';
import { WorkerProcess } from '../process/worker-process';
import type { WorkerState } from './worker-state';

const ENTRY = join(__dirname, '..', 'bundle', 'main.js');

/** What a worker offers, whatever runs in it. */
export interface Worker extends AsyncDisposable {
  /** The plugin's own name if it exports one, else the name that it was launched by. */
  readonly name: string;
  readonly pid: number;
  readonly state: WorkerState;
  /** What its plugin was called for and has not answered yet; of several, what was called first. */
  readonly runningHook: RunningHook | undefined;
  /** How the file was loaded, and why so. */
  readonly loader: LoaderReport;
  /** Milliseconds from the spawn to the loaded module. */
  readonly launchMs: number;
  /** Memory and time of the worker. */
  stats(): Promise<WorkerStats>;
  /** Climbs the stop ladder; idempotent, never rejects. Resolves when the process is gone. */
  stop(): Promise<void>;
  /** Resolves when the process is gone. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

type Target = Omit<InitializeParams, 'root' | 'loader'>;

export interface Launched {
  client: WorkerClient;
  loaded: LoadedModule;
  worker: Worker;
}

/**
 * Spawns a process, connects to it and has it import `target.file`. Everything that is launched goes through here.
 * @throws {WorkerError}
 */
export async function launch(
  target: Target,
  options: Launching<LaunchOptions>,
  onEvent?: (event: WorkerEvent) => void,
): Promise<Launched> {
  const startedAt = performance.now();
  try {
    return await launchOnce(target, options, onEvent, startedAt);
  } catch (error) {
    const another = takeAnotherLoader(error);
    if (!another) throw error;
    const next = { ...options, loader: { ...options.loader, ...another.settings } };
    // The error of the format that Nx would have taken is the one to show, if another format fails, too.
    return await launch(target, next, onEvent).catch((later: unknown) => {
      throw another.unfit === 'format' ? error : later;
    });
  }
}

/** What to try in a new process, since a module that has failed stays so in the old one. */
function takeAnotherLoader(error: unknown): AnotherLoader | undefined {
  const thrown = ((error as Error).cause ?? {}) as { anotherLoader?: AnotherLoader };
  const { anotherLoader } = thrown;
  delete thrown.anotherLoader;
  return anotherLoader;
}

async function launchOnce(
  target: Target,
  options: Launching<LaunchOptions>,
  onEvent: ((event: WorkerEvent) => void) | undefined,
  startedAt: number,
): Promise<Launched> {
  options.signal?.throwIfAborted();
  const client = new WorkerClient(spawnProcess(target.knownAs ?? target.name, options));
  const stopOnAbort = () => {
    client.abort(options.signal?.reason);
    void stopWorker(client);
  };
  const ignoreAbort = options.signal && onAbort(options.signal, stopOnAbort);
  void client.process.exited.then(ignoreAbort);
  try {
    const loaded = await load(client, target, options, onEvent);
    client.process.name = target.knownAs ?? loaded.name;
    client.lifecycle.moveTo('ready');
    return { client, loaded, worker: createWorker(client, loaded, options, performance.now() - startedAt) };
  } catch (error) {
    await stopWorker(client);
    throw error;
  }
}

function spawnProcess(name: string, options: Launching<LaunchOptions>): WorkerProcess {
  return new WorkerProcess({
    name,
    entry: ENTRY,
    cwd: options.root,
    env: workerEnvironment(options.env),
    execArgv: options.execArgv ?? [],
    onLog: options.onLog && guarded(options.onLog),
  });
}

function load(
  client: WorkerClient,
  target: Target,
  options: Launching<LaunchOptions>,
  onEvent: ((event: WorkerEvent) => void) | undefined,
): Promise<LoadedModule> {
  const { root, loader, timeouts, transport = 'auto', inspect } = options;
  const { onLoading, onLastFiles, onAnswer } = options;
  const settings = { hook: LOAD, timeoutMs: timeoutFor(LOAD, timeouts) };
  return client.run(settings, async (callSignal) => {
    await connectWorker(client, { transport, onEvent, onLastFiles, onAnswer }, callSignal);
    const loading = client.connection.request(
      'initialize',
      { ...target, root, ...(loader && { loader }), ...(inspect === 'brk' && { pauseBeforeLoad: true }) },
      callSignal,
    );
    onLoading?.();
    return loading;
  });
}

function createWorker(
  client: WorkerClient,
  loaded: LoadedModule,
  options: Launching<LaunchOptions>,
  launchMs: number,
): Worker {
  const stop = () => stopWorker(client);
  const ask = { hook: 'stats', timeoutMs: timeoutFor('stats', options.timeouts) };
  return {
    name: loaded.name,
    pid: client.process.pid!,
    get state() {
      return client.lifecycle.state;
    },
    get runningHook() {
      return client.runningHook;
    },
    loader: loaded.loader,
    launchMs,
    stats: () => client.request('stats', {}, ask),
    stop,
    exited: client.process.exited,
    [Symbol.asyncDispose]: stop,
  };
}
