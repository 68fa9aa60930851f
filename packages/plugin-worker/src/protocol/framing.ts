import { constants } from 'node:buffer';
import { concatBuffers, copyBuffer, indexOfByte, subBuffer } from './intrinsics';

/** Longest line in bytes that one message may have: V8 cannot hold a longer string. */
export const MAX_LINE_BYTES = constants.MAX_STRING_LENGTH;

const NEWLINE = 0x0a;
const QUOTED_BYTES = 200;

export interface LineSink {
  /** One whole line, without its newline. The buffer is not reused. */
  onLine(line: Buffer): void;
  /** A line over the limit; `start` is its first {@link QUOTED_BYTES} bytes. The rest is dropped as it arrives. */
  onOversizedLine(start: Buffer, bytes: number): void;
}

/**
 * Splits a byte stream into lines at `0x0A`, before anything is decoded. So a multi-byte character that is cut by a
 * chunk stays whole. Each byte is copied at most once, however small the chunks are.
 */
export class LineSplitter {
  #chunks: Buffer[] = [];
  #bytes = 0;

  /** Bytes copied so far: linear in the input, which a test counts. */
  copiedBytes = 0;

  constructor(
    private readonly sink: LineSink,
    readonly maxLineBytes = MAX_LINE_BYTES,
  ) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = indexOfByte(chunk, NEWLINE); end !== -1; end = indexOfByte(chunk, NEWLINE, start)) {
      this.#append(subBuffer(chunk, start, end));
      this.#emitLine();
      start = end + 1;
    }
    this.#append(subBuffer(chunk, start));
  }

  get restBytes(): number {
    return this.#bytes;
  }

  /** The unfinished line, for a caller that can't wait for its end. */
  takeRest(): Buffer {
    const rest = this.#join();
    this.#reset();
    return rest;
  }

  #append(part: Buffer): void {
    if (part.length === 0) return;
    const wasOversized = this.#bytes > this.maxLineBytes;
    this.#bytes += part.length;
    if (wasOversized) return;
    this.#chunks[this.#chunks.length] = part;
    if (this.#bytes > this.maxLineBytes)
      this.#chunks = [copyBuffer(subBuffer(this.#join(), 0, QUOTED_BYTES))];
  }

  #emitLine(): void {
    const line = this.#join();
    const bytes = this.#bytes;
    this.#reset();
    if (bytes > this.maxLineBytes) this.sink.onOversizedLine(line, bytes);
    else this.sink.onLine(line);
  }

  #join(): Buffer {
    if (this.#chunks.length === 1) return this.#chunks[0];
    const joined = concatBuffers(this.#chunks);
    this.copiedBytes += joined.length;
    return joined;
  }

  #reset(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }
}
