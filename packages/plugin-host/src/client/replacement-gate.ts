/**
 * Lets calls pass, and holds them back while what they call is being replaced. A replacement waits for the calls before
 * it.
 */
export class ReplacementGate {
  #replacing: Promise<void> | undefined;
  readonly #pending = new Set<Promise<unknown>>();

  async pass<T>(call: () => Promise<T>): Promise<T> {
    while (this.#replacing) await this.#replacing.catch(() => undefined);
    const pending = call();
    this.#pending.add(pending);
    try {
      return await pending;
    } finally {
      this.#pending.delete(pending);
    }
  }

  /** Of several that ask before it is done, all share one replacement. */
  replace(replace: () => Promise<void>): Promise<void> {
    this.#replacing ??= Promise.allSettled(this.#pending)
      .then(replace)
      .finally(() => {
        this.#replacing = undefined;
      });
    return this.#replacing;
  }
}
