/** One plugin at work in a hook, or in its load. */
export interface Work {
  plugin: string;
  hook: string;
  /** As `Date.now()` gives it, so that other processes can read it. */
  since: number;
}

/** A plugin that works for this long is named. With the start of node before it, a person waits for less than 2 s. */
const FIRST_MS = 1000;
/** Longest time between two sentences. */
const LONGEST_MS = 25_000;

/** Knows which plugins are at work, and says so, at growing intervals, while one of them takes long. */
export class BusyPlugins {
  readonly #busy = new Set<Work>();
  readonly #waits = new Set<() => string>();
  #timer: NodeJS.Timeout | undefined;
  #intervalMs = FIRST_MS;
  /** When the timer fires, by `Date.now()`. */
  #dueAt = 0;
  /** Called whenever a plugin begins or ends. */
  onChange: (() => void) | undefined;

  constructor(private readonly say: (sentence: string) => void) {}

  get work(): Work[] {
    return [...this.#busy];
  }

  /** What this process waits for before any plugin can work. */
  get waits(): string[] {
    return [...this.#waits].map((describe) => describe());
  }

  /** Returns what to call when that work has ended. */
  begin(plugin: string, hook: string): () => void {
    const work = { plugin, hook, since: Date.now() };
    this.#busy.add(work);
    this.onChange?.();
    if (!this.#timer) this.#waitFor(FIRST_MS);
    return () => {
      if (this.#busy.delete(work)) this.onChange?.();
    };
  }

  /**
   * This process waits for what `describe` says: at once, and then at intervals. Returns what to call at the end of it.
   */
  wait(describe: () => string): () => void {
    this.say(describe());
    this.#waits.add(describe);
    this.hurry();
    return () => void this.#waits.delete(describe);
  }

  /** Somebody else begins to wait, and has not heard what was said before. */
  hurry(): void {
    this.#intervalMs = FIRST_MS;
    if (this.#busy.size + this.#waits.size === 0) return;
    // Somebody who asks again and again must not put it off.
    if (this.#timer && this.#dueAt <= Date.now() + FIRST_MS) return;
    clearTimeout(this.#timer);
    this.#waitFor(FIRST_MS);
  }

  #waitFor(ms: number): void {
    this.#dueAt = Date.now() + ms;
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    this.#timer = undefined;
    const now = Date.now();
    const longestMs = Math.max(0, ...this.work.map(({ since }) => now - since));
    const isLong = longestMs >= FIRST_MS - 1;
    if (!isLong && this.#waits.size === 0) {
      this.#intervalMs = FIRST_MS;
      if (this.#busy.size > 0) this.#waitFor(FIRST_MS - longestMs);
      return;
    }
    for (const sentence of this.waits) this.say(sentence);
    if (isLong) this.say(`Still at work: ${describeWork(this.work, now)}.`);
    this.#intervalMs = Math.min(2 * this.#intervalMs, LONGEST_MS);
    this.#waitFor(this.#intervalMs);
  }
}

/** `acme (createNodes, 56.0 s), other (load, 1.0 s)` */
export function describeWork(work: Work[], now = Date.now()): string {
  return work
    .map(({ plugin, hook, since }) => `${plugin} (${hook}, ${((now - since) / 1000).toFixed(1)} s)`)
    .join(', ');
}
