/** One plugin at work in a hook, or in its load. */
interface Busy {
  plugin: string;
  hook: string;
  startedAt: number;
}

/** Who works for so long is named. With the start of node before it, a person waits for less than 2 s. */
const FIRST_MS = 1000;
/** Longest time between two sentences. */
const LONGEST_MS = 25_000;

/** Knows which plugins are at work, and says so, at growing intervals, while one of them takes long. */
export class BusyPlugins {
  readonly #busy = new Set<Busy>();
  #timer: NodeJS.Timeout | undefined;
  #intervalMs = FIRST_MS;

  constructor(private readonly say: (sentence: string) => void) {}

  /** Returns what to call when that work has ended. */
  begin(plugin: string, hook: string): () => void {
    const busy = { plugin, hook, startedAt: performance.now() };
    this.#busy.add(busy);
    if (!this.#timer) this.#waitFor(FIRST_MS);
    return () => void this.#busy.delete(busy);
  }

  #waitFor(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms).unref();
  }

  #look(): void {
    this.#timer = undefined;
    const now = performance.now();
    const longestMs = Math.max(0, ...[...this.#busy].map(({ startedAt }) => now - startedAt));
    if (longestMs < FIRST_MS - 1) {
      this.#intervalMs = FIRST_MS;
      if (this.#busy.size > 0) this.#waitFor(FIRST_MS - longestMs);
      return;
    }
    this.say(`Still at work: ${[...this.#busy].map((busy) => describe(busy, now)).join(', ')}.`);
    this.#intervalMs = Math.min(2 * this.#intervalMs, LONGEST_MS);
    this.#waitFor(this.#intervalMs);
  }
}

function describe({ plugin, hook, startedAt }: Busy, now: number): string {
  return `${plugin} (${hook}, ${((now - startedAt) / 1000).toFixed(1)} s)`;
}
