import type { LineSource } from './line-source';

/** Something of the protocol that takes lines. */
export interface Target {
  /** Feeds it so many lines. Called again and again, until all lines are used up. @throws {Violation} */
  feed(source: LineSource, count: number): Promise<void> | void;
  /** Looks whether it is still in order, and lets it go. @throws {Violation} */
  finish?(): Promise<void> | void;
}

/** The protocol did what it must not do. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}

/** A start of what was fed, as text that is safe to print. */
export function quote(bytes: Buffer): string {
  return `${JSON.stringify(bytes.subarray(0, 300).toString('latin1'))} (${bytes.length} bytes)`;
}

const WAIT_MS = 20_000;

/** @throws {Violation} when `promise` is not settled in time. */
export async function inTime<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Violation(`${what}: not within ${WAIT_MS} ms`)), WAIT_MS);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
