import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { pluginHostBin } from '../../tools/process/repository';
import { waitUntil } from './processes';

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Descriptors to use instead of pipes. */
  stdout?: number;
  stderr?: number;
}

/** A node process under test: what it printed so far, and how it ended. */
export class Script implements AsyncDisposable {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;

  constructor(args: string[], { cwd, env, stdout, stderr }: RunOptions = {}) {
    const stdio = ['pipe', stdout ?? 'pipe', stderr ?? 'pipe'] as StdioOptions;
    this.child = spawn(process.execPath, args, { cwd, env: { ...cleanEnvironment(), ...env }, stdio });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close').then(([code, signal]) =>
      this.#ending(code as number, signal as NodeJS.Signals),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** The last line on stdout that starts with `word`, without it; waits for it. */
  async line(word: string, withinMs = 40_000): Promise<string> {
    const lines = () => this.stdout.split('\n').slice(0, -1);
    const find = () =>
      lines()
        .filter((line) => line.startsWith(`${word} `))
        .at(-1);
    const what = () => `a line "${word} …" on stdout. stdout: ${this.stdout} stderr: ${this.stderr}`;
    await waitUntil(() => find() !== undefined, withinMs, what);
    return find()!.slice(word.length + 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await this.ended;
  }

  #ending(code: number | null, signal: NodeJS.Signals | null): Ending {
    return { code, signal, stdout: this.stdout, stderr: this.stderr };
  }
}

export function runScript(args: string[], options?: RunOptions): Promise<Ending> {
  return new Script(args, options).ended;
}

/** Runs the command line to its end. */
export function runCli(args: string[], options?: RunOptions): Promise<Ending> {
  return runScript([pluginHostBin, ...args], options);
}

/** `CI` is left out, since nx colours its text if it is set, in a pipe, too. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const isForeign = (name: string) => /^(NX_|JEST_|NODE_ENV$|FORCE_COLOR$|CI$)/.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isForeign(name)));
}
