/** What changes this soon after a graph was computed, or while it is computed, may have been written by a plugin. */
export const AFTERMATH_MS = 1000;
/** How many graphs in a row may follow from the same files. */
export const MAX_IN_A_ROW = 3;

/**
 * Tells files that a plugin writes each time that a graph is computed from those that a person changes. Else graphs
 * would be computed without an end. Pure.
 */
export class OwnWrites {
  #files = new Set<string>();
  #inARow = 0;

  /** Whether a graph has to be computed for these files; `sinceMs` is the time since the last one was done. */
  isWorthGraph(files: string[], sinceMs: number): boolean {
    if (sinceMs > AFTERMATH_MS) {
      // A person's change. What was found out about a plugin stays known.
      if (this.#inARow < MAX_IN_A_ROW) this.#inARow = 0;
      return true;
    }
    if (files.every((file) => this.#files.has(file))) {
      if (this.#inARow < MAX_IN_A_ROW) this.#inARow++;
      return this.#inARow < MAX_IN_A_ROW;
    }
    this.#files = new Set([...(this.#inARow >= MAX_IN_A_ROW ? this.#files : []), ...files]);
    this.#inARow = 1;
    return true;
  }

  /** Whether these files alone are no reason to begin a running computation again. */
  isKnown(files: string[]): boolean {
    return this.#inARow >= MAX_IN_A_ROW && files.every((file) => this.#files.has(file));
  }
}
