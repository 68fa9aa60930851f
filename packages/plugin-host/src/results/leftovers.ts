import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, rmSync, lstatSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@plugin-isolation/plugin-worker/internal/processes';
import { digest } from './identity';

const DAY_MS = 24 * 60 * 60_000;
/** What nobody has written for so long belongs to a plugin that is gone, or that had other options. */
const OUTDATED_MS = 30 * DAY_MS;
const FINISHED = /\.(json|cache|why)$/;
const OWNER = /(\d+)-([\da-f]{8})-[\da-f]{8}$/;

/** Containers that share a workspace have processes with the same number. */
const machine = digest([hostname(), processNamespace()]).slice(0, 8);

/** The end of a name that no other process uses, and that says whose it is. */
export function ownName(): string {
  return `${process.pid}-${machine}-${randomBytes(4).toString('hex')}`;
}

/** Removes what hosts have left here that were killed. */
export function removeAbandoned(directory: string): void {
  for (const path of findAbandoned(directory)) rmSync(path, { recursive: true, force: true });
}

/** What is not finished here and has no owner any more. */
export function findAbandoned(directory: string): string[] {
  const names = readdirSync(directory).filter((name) => !FINISHED.test(name));
  const paths = names.filter((name) => isAbandoned(name, join(directory, name)));
  return paths.map((name) => join(directory, name));
}

/** Removes what is not finished and has no owner, and what is too old to be of use. */
export function removeOutdated(directory: string): void {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name);
    if (FINISHED.test(name) ? isOlder(path, OUTDATED_MS) : isAbandoned(name, path))
      rmSync(path, { recursive: true, force: true });
  }
}

function isAbandoned(name: string, path: string): boolean {
  const [, pid, owner] = OWNER.exec(name) ?? [];
  return owner === machine ? !isAlive(Number(pid)) : isOlder(path, DAY_MS);
}

function isOlder(path: string, ms: number): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > ms;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
