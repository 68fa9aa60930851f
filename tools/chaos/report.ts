/** One line of the table. A value other than `mustBe` is a violation. */
export interface Row {
  what: string;
  value: number | string;
  mustBe?: number | string;
}

export const isViolated = ({ value, mustBe }: Row) => mustBe !== undefined && value !== mustBe;

/** Prints the table, and the command that repeats it; the exit code is 1 where something is violated. */
export function report(rows: Row[], repeat: string): void {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const row of rows) {
    const verdict =
      row.mustBe === undefined ? '' : isViolated(row) ? `  VIOLATED: must be ${row.mustBe}` : '  ok';
    console.log(`${row.what.padEnd(width)}  ${String(row.value).padStart(10)}${verdict}`);
  }
  const violated = rows.filter(isViolated);
  console.log(violated.length === 0 ? '\nnothing is violated' : `\n${violated.length} violated`);
  console.log(`repeat: npm run ${repeat}`);
  process.exitCode = violated.length > 0 ? 1 : 0;
}

export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, this.of(what) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  rows(prefix: string): Row[] {
    return [...this.#counts].sort().map(([what, value]) => ({ what: `${prefix}${what}`, value }));
  }
}
