import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isAlive } from '@plugin-isolation/plugin-worker/internal/processes';
import { describeWork, type BusyPlugins, type Work } from '../timing/busy-plugins';

/** What a plugin-host that holds Nx's lock says of itself, in a file beside the lock: the lock names nobody. */
interface Note {
  pid: number;
  /** When the process started, as the system counts it: a later process may have its pid. */
  started?: string | undefined;
  work: Work[];
}

export interface Holder {
  /** Absent if neither the system nor a note names it. */
  pid?: number;
  program?: string;
  /** Which plugins are at work there; empty if it is no plugin-host. */
  work: Work[];
}

/** A note is not written more often. */
const WRITE_EVERY_MS = 200;

const noteBeside = (lockFile: string) => `${lockFile}.holder.json`;

/** Notes beside the lock what this process does while it holds it. Returns what to call at the end of it. */
export function noteHolder(lockFile: string, busy: BusyPlugins): () => void {
  const file = noteBeside(lockFile);
  const unfinished = `${file}.${process.pid}`;
  const identity = { pid: process.pid, started: startOf(process.pid) };
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    const note: Note = { ...identity, work: busy.work };
    attempt(() => {
      writeFileSync(unfinished, JSON.stringify(note), { mode: 0o600 });
      renameSync(unfinished, file);
    });
  };
  busy.onChange = () => {
    timer ??= setTimeout(write, WRITE_EVERY_MS).unref();
  };
  write();
  return () => {
    clearTimeout(timer);
    busy.onChange = undefined;
    attempt(() => rmSync(file, { force: true }));
  };
}

/** Who holds the lock, as far as the system and what a plugin-host notes tell. */
export function findHolder(lockFile: string): Holder {
  const pid = attempt(() => pidInLockTable(lockFile));
  const note = attempt(() => JSON.parse(readFileSync(noteBeside(lockFile), 'utf8')) as Note);
  if (note && (pid ?? note.pid) === note.pid && isStillThere(note))
    return { pid: note.pid, program: 'plugin-host', work: note.work };
  if (pid === undefined) return { work: [] };
  const program = programOf(pid);
  return { pid, work: [], ...(program && { program }) };
}

/** `pid 4711 (plugin-host): acme (createNodes, 56.0 s)` */
export function describeHolder({ pid, program, work }: Holder): string {
  if (pid === undefined) return 'another process';
  const name = program ? ` (${program})` : '';
  return `pid ${pid}${name}${work.length > 0 ? `: ${describeWork(work)}` : ''}`;
}

/** Linux lists all locks: `1: FLOCK  ADVISORY  WRITE 4711 fe:00:2228617 0 EOF`. Throws elsewhere. */
function pidInLockTable(lockFile: string): number | undefined {
  const { dev, ino } = statSync(lockFile);
  const [major, minor] = [(dev >>> 8) & 0xfff, (dev & 0xff) | ((dev >>> 12) & 0xfff00)];
  const wanted = `${hex(major)}:${hex(minor)}:${ino}`;
  for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
    const [, kind, , access, pid, inode] = line.trim().split(/\s+/);
    if (kind === 'FLOCK' && access === 'WRITE' && inode === wanted && Number(pid) > 0) return Number(pid);
  }
  return undefined;
}

function hex(number: number): string {
  return number.toString(16).padStart(2, '0');
}

function isStillThere({ pid, started }: Note): boolean {
  return startOf(pid) === started && isAlive(pid);
}

/** Of Linux; `undefined` elsewhere, and for a process that is gone. */
function startOf(pid: number): string | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** `node /ws/node_modules/.bin/nx`; its other arguments may be secrets. */
function programOf(pid: number): string | undefined {
  const [executable, script] = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')) ?? [];
  if (!executable) return undefined;
  return [basename(executable), script].filter(Boolean).join(' ');
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
