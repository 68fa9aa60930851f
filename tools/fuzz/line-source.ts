import type { Random } from '../random/random';
import { BROKEN_UTF8, HOSTILE_BYTES, HOSTILE_VALUES } from './corpus';

const MAX_RANDOM_BYTES = 300;
const MAX_DEPTH = 20_000;
const LONG_BYTES = 70_000;

/** Lines without their end: random bytes, sample lines, and sample lines that were mutated as bytes or as JSON. */
export class LineSource {
  constructor(
    readonly random: Random,
    private readonly samples: readonly Buffer[],
  ) {}

  next(): Buffer {
    const { random } = this;
    const kind = random.below(1000);
    if (kind < 150) return this.#bytes(random.below(MAX_RANDOM_BYTES));
    if (kind < 250) return random.pick(this.samples);
    if (kind < 255) return this.#deep(1 + random.below(MAX_DEPTH));
    if (kind < 260) return Buffer.alloc(random.below(LONG_BYTES), random.pick(['x', 'ü', '"', '{']));
    return kind < 600 ? this.#mutateJson() : this.#mutateBytes();
  }

  #bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.random.below(256)));
  }

  /** Nesting in a place where a message may have anything. */
  #deep(depth: number): Buffer {
    const [open, close] = this.random.pick([
      ['[', ']'],
      ['{"a":', '}'],
      ['{"name":"E","message":"m","cause":', '}'],
      ['{"$error":{"name":"E","message":"m","fields":{"a":', '}}}'],
    ]);
    const nested = `${open.repeat(depth)}1${close.repeat(depth)}`;
    const data = `{"name":"E","message":"m","fields":{"a":${nested}}}`;
    const id = this.random.below(20);
    return Buffer.from(
      this.random.pick([
        `{"jsonrpc":"2.0","id":${id},"result":${nested}}`,
        `{"jsonrpc":"2.0","id":${id},"error":{"code":-32000,"message":"m","data":${data}}}`,
        `{"jsonrpc":"2.0","id":${id},"method":"call","params":{"function":"f","args":[${nested}]}}`,
      ]),
    );
  }

  #mutateJson(): Buffer {
    const value = JSON.parse(this.random.pick(this.samples).toString()) as Record<string, unknown>;
    for (let left = 1 + this.random.below(3); left > 0; left--) this.#mutateField(value);
    return Buffer.from(JSON.stringify(value));
  }

  #mutateField(value: object): void {
    const { random } = this;
    const fields = value as Record<string, unknown>;
    const keys = Object.keys(fields);
    if (keys.length === 0) return;
    const key = random.pick(keys);
    const inner = fields[key];
    if (typeof inner === 'object' && inner !== null && random.below(3) > 0) return this.#mutateField(inner);
    if (random.below(4) === 0) delete fields[key];
    else fields[key] = JSON.parse(random.pick(HOSTILE_VALUES));
  }

  #mutateBytes(): Buffer {
    let line = Buffer.from(this.random.pick(this.samples));
    for (let left = 1 + this.random.below(4); left > 0; left--) line = this.#mutateOnce(line);
    return line;
  }

  #mutateOnce(line: Buffer): Buffer<ArrayBuffer> {
    const { random } = this;
    const at = random.below(line.length + 1);
    const to = at + random.below(line.length - at + 1);
    const insert = (bytes: Buffer) => Buffer.concat([line.subarray(0, at), bytes, line.subarray(at)]);
    switch (random.below(7)) {
      case 0:
        return insert(this.#bytes(random.below(8)));
      case 1:
        return insert(random.pick(HOSTILE_BYTES));
      case 2:
        return insert(BROKEN_UTF8.subarray(random.below(BROKEN_UTF8.length)));
      case 3:
        return insert(line.subarray(at, to));
      case 4:
        return Buffer.concat([line.subarray(0, at), line.subarray(to)]);
      case 5:
        return Buffer.concat([line.subarray(0, at), random.pick(this.samples).subarray(random.below(40))]);
      default:
        return Buffer.from(line.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte)));
    }
  }
}

/** The lines with their ends, cut at random places. */
export function cutIntoChunks(lines: readonly Buffer[], random: Random): Buffer[] {
  const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
  const size = random.pick([7, 100, 4096, 65_536]);
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + random.below(size);
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}
