import { cutIntoChunks, type LineSource } from '../line-source';
import { LineSplitter } from '../protocol';
import { demand, type Target } from '../target';

/** Lines out of chunks, compared with the plain way: all bytes at once, split at the newline. */
export function fuzzFraming(): Target {
  return {
    feed(source: LineSource, count: number) {
      const lines = Array.from({ length: count }, () => source.next());
      const maxLineBytes = source.random.pick([200, 1000, 4000, Number.MAX_SAFE_INTEGER]);
      const seen: string[] = [];
      const splitter = new LineSplitter(
        {
          onLine: (line) => seen.push(`line ${line.toString('latin1')}`),
          onOversizedLine: (start, bytes) => seen.push(`oversized ${bytes} ${start.toString('latin1')}`),
        },
        maxLineBytes,
      );
      let fed = 0;
      for (const chunk of cutIntoChunks(lines, source.random)) {
        splitter.push(chunk);
        fed += chunk.length;
      }
      const expected = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]))
        .toString('latin1')
        .split('\n')
        .slice(0, -1)
        .map((text) =>
          text.length > maxLineBytes ? `oversized ${text.length} ${text.slice(0, 200)}` : `line ${text}`,
        );
      const different = expected.findIndex((line, index) => line !== seen[index]);
      demand(different === -1, `${expected[different]} came as ${seen[different]}`);
      demand(seen.length === expected.length, `${seen.length} lines instead of ${expected.length}`);
      demand(splitter.restBytes === 0, 'bytes are left over');
      demand(splitter.copiedBytes <= fed, `${splitter.copiedBytes} bytes were copied of ${fed}`);
    },
  };
}
