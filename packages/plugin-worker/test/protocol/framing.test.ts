import { LineSplitter } from '../../src/protocol/framing';

function collect(maxLineBytes?: number) {
  const lines: string[] = [];
  const oversized: { start: string; bytes: number }[] = [];
  const splitter = new LineSplitter(
    {
      onLine: (line) => lines.push(line.toString('utf8')),
      onOversizedLine: (start, bytes) => oversized.push({ start: start.toString('utf8'), bytes }),
    },
    maxLineBytes,
  );
  return { splitter, lines, oversized };
}

function pushInPieces(splitter: LineSplitter, bytes: Buffer, size: number): void {
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
}

const TEXTS = ['日本語のプロジェクト', '👩‍👩‍👧‍👦 🇯🇵 🚀', 'naïve Ünïcode', '', '{"plain":"ascii"}'];

describe('LineSplitter', () => {
  it.each([1, 2, 3, 5, 7, 64 * 1024])('B27 keeps CJK and emoji whole when fed %d bytes at a time', (size) => {
    const { splitter, lines } = collect();
    pushInPieces(splitter, Buffer.from(TEXTS.map((text) => `${text}\n`).join('')), size);
    expect(lines).toEqual(TEXTS);
    expect(splitter.restBytes).toBe(0);
  });

  it('B27 copies each byte of 200 MB in 64 KiB chunks at most once', () => {
    const { splitter } = collect();
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const chunksPerLine = 400;
    let fed = 0;
    for (let line = 0; line < 8; line++) {
      for (let i = 0; i < chunksPerLine; i++) splitter.push(chunk);
      splitter.push(Buffer.from('\n'));
      fed += chunksPerLine * chunk.length;
    }
    expect(fed).toBeGreaterThan(200e6);
    expect(splitter.copiedBytes).toBeLessThanOrEqual(fed);
  });

  it('B27 copies each byte of a line that arrives byte by byte at most once', () => {
    const { splitter, lines } = collect();
    const line = Buffer.alloc(1_000_000, 'y');
    pushInPieces(splitter, line, 1);
    splitter.push(Buffer.from('\n'));
    expect(lines[0]).toHaveLength(line.length);
    expect(splitter.copiedBytes).toBeLessThanOrEqual(line.length);
  });

  it('copies nothing where a chunk holds whole lines', () => {
    const { splitter, lines } = collect();
    splitter.push(Buffer.from('one\ntwo\nthree\n'));
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(splitter.copiedBytes).toBe(0);
  });

  it('drops a line over the limit, quotes its start, and goes on with the next one', () => {
    const { splitter, lines, oversized } = collect(1000);
    pushInPieces(splitter, Buffer.from(`${'z'.repeat(5000)}\nnext\n`), 64);
    expect(oversized).toEqual([{ start: 'z'.repeat(200), bytes: 5000 }]);
    expect(lines).toEqual(['next']);
  });

  it('takes a line of exactly the limit', () => {
    const { splitter, lines, oversized } = collect(10);
    splitter.push(Buffer.from('0123456789\n01234567890\n'));
    expect(lines).toEqual(['0123456789']);
    expect(oversized).toHaveLength(1);
  });

  it('hands over the unfinished line once', () => {
    const { splitter } = collect();
    splitter.push(Buffer.from('done\nnot yet'));
    expect(splitter.takeRest().toString()).toBe('not yet');
    expect(splitter.restBytes).toBe(0);
    expect(splitter.takeRest()).toHaveLength(0);
  });
});
