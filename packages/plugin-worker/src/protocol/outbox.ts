import type { Writable } from 'node:stream';
import { nextTick } from './intrinsics';

/** A line from this length on is handed to the stream as it is. */
const LONG_LINE = 16 * 1024;

/** What so many calls at once have to say waits no longer than that. */
const MAX_WAITING = 64 * 1024;

/**
 * Lines for a stream. Those of one turn of the event loop are written together: each write is a call of the operating
 * system.
 */
export class Outbox {
  #waiting = '';
  #isScheduled = false;
  readonly #flush = () => {
    this.#isScheduled = false;
    this.flush();
  };

  constructor(private readonly stream: Writable) {}

  add(line: string): void {
    if (line.length >= LONG_LINE) return this.addNow(line);
    this.#waiting += line;
    if (this.#waiting.length >= MAX_WAITING) return this.flush();
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    nextTick(this.#flush);
  }

  /** For what can't wait: this process may end in the same turn. */
  addNow(line: string | Buffer): void {
    this.flush();
    this.stream.write(line);
  }

  flush(): void {
    if (this.#waiting === '') return;
    const lines = this.#waiting;
    this.#waiting = '';
    this.stream.write(lines);
  }
}
