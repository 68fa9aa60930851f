import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { clearTimeout, setTimeout } from '../protocol/intrinsics';
import { WorkerOutput, type LogHandler } from './output';
import { reaper } from './reaper';

export interface WorkerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Why the process could not even be started. */
  startError?: Error;
}

export interface SpawnSettings {
  /** Shown in `ps` and before each line that the process prints. */
  name: string;
  entry: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  execArgv: string[];
  onLog?: LogHandler | undefined;
}

/** How long to wait for output that is still in the pipe when the process ends. A grandchild may hold the pipe open. */
const OUTPUT_DRAIN_MS = 100;

/** Pipes and sockets have `ref` and `unref`; the types of `ChildProcess` do not say so. */
type Refable = { ref(): unknown; unref(): unknown; once(event: 'close', act: () => void): unknown };

/**
 * A process of its own in a process group of its own, with its streams read and its lifeline held. It knows no
 * protocol. It keeps this process alive only between {@link hold} and {@link release}.
 */
export class WorkerProcess {
  readonly lifeline: Duplex;
  readonly output: WorkerOutput;
  /** Resolves when the process is gone and what it printed has been read. Never rejects. */
  readonly exited: Promise<WorkerExit>;
  exit: WorkerExit | undefined;
  name: string;

  readonly #child: ChildProcess;
  readonly #refables = new Set<Refable>();
  #holds = 0;

  constructor(settings: SpawnSettings) {
    this.name = settings.name;
    this.#child = spawnChild(settings);
    const [, stdout, stderr, lifeline] = this.#child.stdio as unknown as [null, Readable, Readable, Duplex];
    this.lifeline = lifeline;
    this.output = new WorkerOutput(
      { stdout, stderr },
      () => ({ plugin: this.name, pid: this.pid }),
      settings.onLog,
    );
    for (const refable of [this.#child, stdout, stderr, lifeline])
      this.addRefable(refable as unknown as Refable);
    this.exited = this.#observeExit(settings);
    // An end by the reader's side must not become an uncaught 'error' event.
    lifeline.on('error', () => undefined);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Something, such as the socket, that shall keep this process alive exactly while the worker is held. */
  addRefable(refable: Refable): void {
    this.#refables.add(refable);
    // A socket that is closed takes each `ref` for a wish to be told when it is connected.
    refable.once('close', () => this.#refables.delete(refable));
    if (this.#holds > 0) refable.ref();
    else refable.unref();
  }

  /** Keeps this process alive until {@link release}. Counted. */
  hold(): void {
    if (++this.#holds === 1) for (const refable of this.#refables) refable.ref();
  }

  release(): void {
    if (--this.#holds === 0) for (const refable of this.#refables) refable.unref();
  }

  /** Signals the whole process group, also after the worker itself has ended. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#child.kill(signal);
      else process.kill(-this.pid, signal);
    } catch {
      // ESRCH: nobody is left, which is what was wanted.
    }
  }

  #observeExit(settings: SpawnSettings): Promise<WorkerExit> {
    const child = this.#child;
    return new Promise((resolve) => {
      const finish = (exit: WorkerExit) => {
        this.exit = exit;
        for (const stream of [this.lifeline, child.stdout, child.stderr]) stream?.destroy();
        if (child.pid !== undefined) reaper.forget(child.pid);
        resolve(exit);
      };
      child.once('error', (error) => {
        if (child.pid === undefined)
          finish({ code: null, signal: null, startError: explainSpawnError(error, settings) });
      });
      child.once('exit', (code, signal) => {
        // What the plugin started in its group must not outlive it, and must not hold the pipes open.
        this.signalGroup('SIGKILL');
        const timer = setTimeout(() => finish({ code, signal }), OUTPUT_DRAIN_MS);
        if (this.#holds === 0) timer.unref();
        child.once('close', () => {
          clearTimeout(timer);
          finish({ code, signal });
        });
      });
    });
  }
}

function spawnChild({ name, entry, cwd, env, execArgv }: SpawnSettings): ChildProcess {
  reaper.prepare();
  const child = spawn(process.execPath, [...execArgv, entry, name], {
    cwd,
    env,
    // A process group of its own on POSIX. On Windows a detached child would leave the job that ends with this process.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (child.pid !== undefined) reaper.watch(child.pid);
  return child;
}

function explainSpawnError(error: Error, { cwd }: SpawnSettings): Error {
  const isDirectory = existsSync(cwd) && statSync(cwd).isDirectory();
  // node reports a missing working directory as ENOENT of the executable.
  return isDirectory ? error : new Error(`the directory ${cwd} does not exist`, { cause: error });
}
