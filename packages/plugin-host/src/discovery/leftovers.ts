import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '@plugin-isolation/plugin-worker/internal/processes';
import {
  findStaleSockets,
  hasEnded,
  removeStaleSockets,
} from '@plugin-isolation/plugin-worker/internal/private-directory';
import { readRecord, removeRecord, type HostRecord } from './record-file';

/** A record, and what is on the way to be one: its process has a pid in the name. */
const RECORD_NAME = /^[\da-f]{32}\.host\.json(?:\.(\d+))?$/;
const SOCKET_NAME = /[\da-z-]+\.sock$/;
/** A record is written and put in its place within milliseconds. */
const UNFINISHED_MS = 60 * 60_000;

const sweptDirectories = new Set<string>();

/** What hosts of any root have left in a private directory that are gone. */
export interface Leftovers {
  sockets: string[];
  records: { file: string; record: HostRecord }[];
  /** Records that were never finished. */
  unfinished: string[];
}

/** Removes what is left of hosts that are gone, whatever their root was. Once per directory and process. */
export function removeLeftovers(directory: string): void {
  if (sweptDirectories.has(directory)) return;
  sweptDirectories.add(directory);
  removeStaleSockets(directory);
  const { records, unfinished } = findLeftovers(directory);
  try {
    for (const { file, record } of records) removeRecord(file, record);
    for (const file of unfinished) rmSync(file, { force: true });
  } catch {
    // Nothing can be removed here.
  }
}

/** Nothing of a living process, and nothing of which that is not known. */
export function findLeftovers(directory: string): Leftovers {
  const names = namesIn(directory).filter((name) => RECORD_NAME.test(name));
  const isFinished = (name: string) => name.endsWith('.json');
  return {
    sockets: findStaleSockets(directory),
    records: names.filter(isFinished).flatMap((name) => staleRecord(join(directory, name))),
    unfinished: names
      .filter((name) => !isFinished(name) && isAbandoned(name, directory))
      .map((name) => join(directory, name)),
  };
}

/** Its address says which process it is of, and in which container. */
function staleRecord(file: string): Leftovers['records'] {
  const record = readRecord(file);
  const [socket] = SOCKET_NAME.exec(record?.address ?? '') ?? [];
  return record && socket !== undefined && hasEnded(socket) ? [{ file, record }] : [];
}

function isAbandoned(name: string, directory: string): boolean {
  const pid = Number(RECORD_NAME.exec(name)![1]);
  const stat = lstatSync(join(directory, name), { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs > UNFINISHED_MS && !isAlive(pid);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
