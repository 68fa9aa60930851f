import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** As urgent as usual, and: one share of a processor against ten. Nice values. */
const USUAL = 0;
const GIVES_WAY = 10;

/** Linux lets others than root set one value per 100 ms. */
const RETRY_MS = 110;

/**
 * Where there are more workers than processors, the plugin with the most files decides when the graph is done; the others
 * give way to it until then. Each worker is in a session of its own, for which Linux has a nice value of its own (autogroup)
 * that can be taken back, unlike that of a process. Elsewhere nothing happens.
 */
export class CriticalPath {
  readonly #files = new Map<number, number>();
  readonly #wanted = new Map<number, number>();
  readonly #set = new Map<number, number>();
  readonly #isCrowded: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(workers: number, processors = availableParallelism()) {
    this.#isCrowded = process.platform === 'linux' && workers > processors;
  }

  /** Tells that the worker `pid` starts on so many files. */
  add(pid: number, files: number): void {
    if (!this.#isCrowded) return;
    this.#files.set(pid, files);
    const most = Math.max(...this.#files.values());
    for (const [known, count] of this.#files) this.#wanted.set(known, count < most / 2 ? GIVES_WAY : USUAL);
    this.#apply();
  }

  /** The graph has what it needs of everybody: all are equal again. */
  release(): void {
    for (const pid of this.#wanted.keys()) this.#wanted.set(pid, USUAL);
    this.#apply();
  }

  #apply(): void {
    clearTimeout(this.#timer);
    for (const [pid, nice] of this.#wanted) {
      if ((this.#set.get(pid) ?? USUAL) === nice) continue;
      if (!setAutogroupNice(pid, nice)) {
        this.#timer = setTimeout(() => this.#apply(), RETRY_MS).unref();
        return;
      }
      this.#set.set(pid, nice);
    }
  }
}

/** False where it is worth another try. */
function setAutogroupNice(pid: number, nice: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(nice));
    return true;
  } catch (error) {
    // Else the process is gone, or this kernel has no autogroups.
    return (error as NodeJS.ErrnoException).code !== 'EAGAIN';
  }
}
