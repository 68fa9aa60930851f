import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const POLL_MS = 10;

/** Polls until something holds; fails with `what` after `withinMs`. */
export async function until(holds: () => boolean, withinMs: number, what: string): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
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

/** A host process that runs a script of `fixtures/hosts`, and what it printed. */
export function startHost(script: string, ...args: string[]) {
  const file = join(__dirname, '..', 'fixtures', 'hosts', script);
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const host = {
    child,
    stdout: '',
    stderr: '',
    exited: undefined as unknown as Promise<number | NodeJS.Signals | null>,
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (host.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (host.stderr += text));
  host.exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  return host;
}

/** Process ids that a host reported: `worker 12`, `started 34`. */
export function reportedPids(stdout: string): number[] {
  return [...stdout.matchAll(/^(?:worker|started) (\d+)$/gm)].map(([, pid]) => Number(pid));
}
