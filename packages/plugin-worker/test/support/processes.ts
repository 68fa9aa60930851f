import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 10;

/** Polls until something holds; fails with `what` after `withinMs`. */
export async function until(
  holds: () => boolean,
  withinMs: number,
  what: string | (() => string),
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline)
      throw new Error(`${typeof what === 'string' ? what : what()}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** No such process, or one that only waits for its parent to ask how it ended. */
export function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return true;
  }
}

/** What a process is called: `pid command line`. */
export function describeProcess(pid: number): string {
  return `${pid} ${readProcessFile(pid, 'cmdline').replaceAll('\0', ' ')}`;
}

/**
 * Running processes that have the variable `name=value` in their environment: they inherited it from whoever started
 * them.
 */
export function processesWith(name: string, value: string): number[] {
  const entry = `${name}=${value}`;
  const pids = readdirSync('/proc').filter((each) => /^\d+$/.test(each));
  return pids.map(Number).filter((pid) => {
    return readProcessFile(pid, 'environ').split('\0').includes(entry) && !isGone(pid);
  });
}

/** Running processes that `pid` has started itself. */
export function childrenOf(pid: number): number[] {
  const children = readProcessFile(pid, `task/${pid}/children`).split(' ').filter(Boolean);
  return children.map(Number).filter((child) => !isGone(child));
}

function readProcessFile(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** A host process that runs a script of `fixtures/hosts`, and what it printed. */
export function startHost(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
  const file = join(__dirname, '..', 'fixtures', 'hosts', script);
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const host = {
    child,
    stdout: '',
    stderr: '',
    exited: undefined as unknown as Promise<number | NodeJS.Signals | null>,
  };
  // A host that ends without reading its input is no failure.
  child.stdin.on('error', () => undefined);
  child.stdout.setEncoding('utf8').on('data', (text: string) => (host.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (host.stderr += text));
  host.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  return host;
}

/** Process ids that a host reported: `worker 12`, `started 34`. */
export function reportedPids(stdout: string): number[] {
  return [...stdout.matchAll(/^(?:worker|started) (\d+)$/gm)].map(([, pid]) => Number(pid));
}
