import { readdirSync, readFileSync } from 'node:fs';

/** One process at one moment, as Linux tells it. */
export interface ProcessMemory {
  pid: number;
  /** Of its command line: the file names, without their directories, and other words. */
  command: string;
  /** Resident. Pages that processes share are counted in each of them. */
  rssKiB: number;
  /** Its share of resident pages: the sum over processes is what they take together. */
  pssKiB: number;
}

export interface MemoryPeak {
  pssKiB: number;
  rssKiB: number;
  processes: ProcessMemory[];
}

const INTERVAL_MS = 100;
/** Asking for shares holds up the process that is asked. So that is done only if residents have grown by so much. */
const GROWTH = 1.02;

/** Looks from outside at a process and all that it started, and keeps the moment at which they took most. */
export class PeakMemory {
  peak: MemoryPeak = { pssKiB: 0, rssKiB: 0, processes: [] };
  #timer: NodeJS.Timeout | undefined;
  #residentPages = 0;

  watch(pid: number): void {
    this.#timer = setInterval(() => this.#look(pid), INTERVAL_MS);
  }

  end(): MemoryPeak {
    clearInterval(this.#timer);
    return this.peak;
  }

  #look(root: number): void {
    const pids = treeOf(root);
    const residentPages = pids.reduce((sum, pid) => sum + residentPagesOf(pid), 0);
    if (residentPages < this.#residentPages * GROWTH) return;
    this.#residentPages = residentPages;
    const processes = pids.flatMap((pid) => memoryOf(pid) ?? []);
    const pssKiB = processes.reduce((sum, one) => sum + one.pssKiB, 0);
    const rssKiB = processes.reduce((sum, one) => sum + one.rssKiB, 0);
    if (pssKiB > this.peak.pssKiB) this.peak = { pssKiB, rssKiB, processes };
  }
}

function treeOf(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : undefined;
    if (stat === undefined) continue;
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(below)];
  return below(root);
}

function residentPagesOf(pid: number): number {
  return Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0);
}

function memoryOf(pid: number): ProcessMemory | undefined {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  const words = read(`/proc/${pid}/cmdline`)?.split('\0').filter(Boolean);
  if (!rollup || !words) return undefined;
  const kibibytes = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
  const command = words.map((word) => word.split('/').at(-1)).join(' ');
  return { pid, command, rssKiB: kibibytes('Rss'), pssKiB: kibibytes('Pss') };
}

/** The process may be gone by now. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
