import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A variable in the environment of each process that a run has started, directly or not. */
export const MARK = 'PLUGIN_ISOLATION_CHAOS';

setFlagsFromString('--expose-gc');
/** A full collection, so that memory and descriptors are what is held, not what is garbage. */
export const collectGarbage = runInNewContext('gc') as () => void;

export const countDescriptors = () => readdirSync('/proc/self/fd').length;

export function countListeners(): number {
  return [process, process.stdout, process.stderr]
    .map((emitter) => emitter as NodeJS.EventEmitter)
    .flatMap((emitter) => emitter.eventNames().map((name) => emitter.listenerCount(name)))
    .reduce((sum, count) => sum + count, 0);
}

/** Files below the directory that the sockets of this run are made in. */
export function countSockets(directory: string): number {
  return readdirSync(directory, { withFileTypes: true, recursive: true }).filter(
    (entry) => !entry.isDirectory(),
  ).length;
}

/** Running processes that carry `mark`, or that this process has started. */
export function processesLeft(mark: string): number[] {
  return [...new Set([...processesWith(mark), ...childrenOf(process.pid)])];
}

export function processesWith(mark: string): number[] {
  return allPids().filter((pid) => {
    return readProcessFile(pid, 'environ').split('\0').includes(`${MARK}=${mark}`) && !isGone(pid);
  });
}

export function childrenOf(pid: number): number[] {
  const children = readProcessFile(pid, join('task', String(pid), 'children'));
  return children
    .split(' ')
    .filter(Boolean)
    .map(Number)
    .filter((child) => !isGone(child));
}

/** No such process, or one that only waits for its parent to ask how it ended. */
export function isGone(pid: number): boolean {
  const stat = readProcessFile(pid, 'stat');
  return stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

/** Polls until `holds`; says whether it came true in time. */
export async function holdsWithin(withinMs: number, holds: () => boolean): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

function allPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function readProcessFile(pid: number, file: string): string {
  try {
    return readFileSync(join('/proc', String(pid), file), 'utf8');
  } catch {
    return '';
  }
}
