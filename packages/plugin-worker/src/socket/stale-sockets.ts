import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive';

/** `<pid of the host>-<its pid namespace>-<random>.sock` */
const SOCKET_NAME = /^(\d+)-([0-9a-z]+)-[0-9a-f]{8}\.sock$/;

const sweptDirectories = new Set<string>();

export function createSocketName(): string {
  return `${process.pid}-${pidNamespace()}-${randomBytes(4).toString('hex')}.sock`;
}

/** Removes sockets of hosts that are gone. Once per directory and process. */
export function removeStaleSockets(directory: string): void {
  if (sweptDirectories.has(directory)) return;
  sweptDirectories.add(directory);
  for (const path of findStaleSockets(directory)) {
    try {
      unlinkSync(path);
    } catch {
      // Somebody else sweeps at the same time, which is as good.
    }
  }
}

/** Paths of sockets in a directory whose hosts are gone; none if there is no such directory. */
export function findStaleSockets(directory: string): string[] {
  try {
    const names = readdirSync(directory);
    return names.filter((name) => hasEnded(name)).map((name) => join(directory, name));
  } catch {
    return [];
  }
}

/**
 * Whether the process that bound the socket of this name is gone for sure. A pid of another container says nothing
 * here, and one that is used again looks alive.
 */
export function hasEnded(socketName: string): boolean {
  const [, pid, namespace] = SOCKET_NAME.exec(socketName) ?? [];
  return pid !== undefined && namespace === pidNamespace() && !isAlive(Number(pid));
}

/** Containers that share a directory have pids of their own: theirs say nothing here. */
function pidNamespace(): string {
  try {
    const [digits = '0'] = /\d+/.exec(readlinkSync('/proc/self/ns/pid')) ?? [];
    return Number(digits).toString(36);
  } catch {
    return '0';
  }
}
