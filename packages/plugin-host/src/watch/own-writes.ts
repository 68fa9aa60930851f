/** A plugin that goes on after its hooks have returned writes within this time. */
export const AFTERMATH_MS = 1000;
/** How many graphs in a row may follow from one file. */
export const MAX_IN_A_ROW = 3;
/** File systems stamp with the time of the last tick of the kernel. */
const TICK_MS = 20;

/** When a file was written, as seen from the last graph. */
export type Moment =
  /** Before anybody was told of that graph, so nobody has reacted to it. */
  | 'unseen'
  /** Soon after that: by who was told of it, or by a plugin that goes on. */
  | 'aftermath'
  | 'apart';

export function momentOf(writtenAtMs: number, toldAtMs: number): Moment {
  if (writtenAtMs < toldAtMs - TICK_MS) return 'unseen';
  return writtenAtMs <= toldAtMs + AFTERMATH_MS ? 'aftermath' : 'apart';
}

/**
 * Tells files that a plugin writes each time that a graph is computed from those that others change. Else graphs would
 * be computed without an end. Pure.
 *
 * Who waits for a graph and then edits a file looks like a plugin that writes late. So the last graph before a file is
 * taken for a plugin's is *held back*: a plugin writes before that graph is told, and nobody else does.
 */
export class OwnWrites {
  /** File → how many graphs in a row it was written in or soon after. */
  readonly #inARow = new Map<string, number>();
  readonly #known = new Set<string>();
  #isLastTry = false;

  /** Whether a graph has to be computed for these files. */
  isWorthGraph(written: ReadonlyMap<string, Moment>): boolean {
    const worth = [...written].filter(([file, moment]) => this.#isWorthGraph(file, moment));
    this.#isLastTry = worth.some(([file]) => this.#inARow.get(file) === MAX_IN_A_ROW - 1);
    if (worth.length === 0) return false;
    for (const file of this.#inARow.keys()) if (!written.has(file)) this.#inARow.delete(file);
    return true;
  }

  /** Whether the graph that is computed for the last files is to be told only when a plugin would have written them. */
  get isHeldBack(): boolean {
    return this.#isLastTry;
  }

  /** Whether these files alone are no reason to begin a running computation again. */
  isKnown(files: string[]): boolean {
    return files.every((file) => this.#known.has(file));
  }

  #isWorthGraph(file: string, moment: Moment): boolean {
    if (this.#known.has(file)) return moment === 'apart';
    const inARow = moment === 'apart' ? 0 : (this.#inARow.get(file) ?? 0) + 1;
    // It was not written before that graph was told, though a plugin would have done so.
    this.#inARow.set(file, inARow < MAX_IN_A_ROW ? inARow : 0);
    if (inARow < MAX_IN_A_ROW || moment !== 'unseen') return true;
    this.#inARow.delete(file);
    this.#known.add(file);
    return false;
  }
}
