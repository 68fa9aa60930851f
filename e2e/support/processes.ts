import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** Resolves when `condition` holds. Fails after `withinMs`, and says what did not come true. */
export async function waitUntil(
  condition: () => boolean,
  withinMs: number,
  what: () => string,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what()}`);
    await delay(POLL_MS);
  }
}

/** *Gone* means: no such process, or a zombie that only waits for its parent to ask. */
export function isGone(pid: number): boolean {
  const status = readStat(pid);
  return status === undefined || status.state === 'Z';
}

export function waitUntilGone(pids: number[], withinMs: number): Promise<void> {
  const left = () => pids.filter((pid) => !isGone(pid)).map((pid) => `${pid} ${commandLine(pid)}`);
  return waitUntil(
    () => left().length === 0,
    withinMs,
    () => `still there: ${left().join('; ')}`,
  );
}

/** Ends what a failed test left running. */
export function killAll(pids: number[]): void {
  for (const pid of pids.filter((each) => !isGone(each))) attempt(() => process.kill(pid, 'SIGKILL'));
}

/** No such process: it ended, and its parent has asked how. */
export function waitUntilReaped(pid: number, withinMs: number): Promise<void> {
  return waitUntil(
    () => readStat(pid) === undefined,
    withinMs,
    () => `${pid} still has an entry`,
  );
}

/** Processes that `pid` started, and those that they started. */
export function descendants(pid: number): number[] {
  const parents = allPids().map((child) => ({ child, parent: readStat(child)?.parent }));
  const childrenOf = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap(({ child }) => [child, ...childrenOf(child)]);
  return childrenOf(pid).filter((child) => !isGone(child));
}

/** Processes that name `directory` on their command line, or have it as cwd. */
export function processesIn(directory: string): number[] {
  const names = (pid: number) => commandLine(pid).includes(directory) || cwdOf(pid).startsWith(directory);
  return allPids().filter((pid) => pid !== process.pid && names(pid) && !isGone(pid));
}

export async function expectNothingRuns(directory: string, withinMs = 10_000): Promise<void> {
  await waitUntil(
    () => processesIn(directory).length === 0,
    withinMs,
    () =>
      `still there: ${processesIn(directory)
        .map((pid) => `${pid} ${commandLine(pid)}`)
        .join('; ')}`,
  );
}

export function commandLine(pid: number): string {
  return attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()) ?? '';
}

function cwdOf(pid: number): string {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '';
}

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function readStat(pid: number): { state: string; parent: number } | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  const [state = '', parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state, parent: Number(parent) };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
