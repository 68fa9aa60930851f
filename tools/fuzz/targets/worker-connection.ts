import { duplexPair } from 'node:stream';
import type { Random } from '../../random/random';
import { cutIntoChunks, type LineSource } from '../line-source';
import { Connection, LineSplitter, METHODS, isMethod, isResponse, parseMessage } from '../protocol';
import { demand, inTime, quote, type Target } from '../target';

const MAX_LINE_BYTES = 50_000;
const LAST_ID = 'the last one';

type Handler = (params: unknown, signal: AbortSignal) => unknown;

/** A worker whose host asks whatever it likes. It writes nothing but responses, and answers the last request. */
export function fuzzWorkerConnection(): Target {
  return {
    async feed(source: LineSource, count: number) {
      const [hostStream, workerStream] = duplexPair();
      const answered = watchAnswers(hostStream);
      const worker = new Connection(workerStream, {
        handlers: createHandlers(source.random),
        maxLineBytes: MAX_LINE_BYTES,
      });
      const lines = Array.from({ length: count }, () => source.next());
      for (const chunk of cutIntoChunks(lines, source.random)) hostStream.write(chunk);
      hostStream.write(`\n{"jsonrpc":"2.0","id":"${LAST_ID}","method":"stats"}\n`);
      await inTime(answered, 'the answer to the last request');
      worker.close(new Error('closed'));
    },
  };
}

/** Resolves with the answer to the last request. Rejects where anything but a response is written. */
function watchAnswers(stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const onLine = (line: Buffer) => {
      try {
        const message = parseMessage(line);
        demand(isResponse(message), `the worker wrote ${quote(line)}`);
        if (message.id === LAST_ID) resolve();
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
      }
    };
    const splitter = new LineSplitter({ onLine, onOversizedLine: onLine });
    stream.on('data', (chunk: Buffer) => splitter.push(chunk));
  });
}

/** One that answers at once, late, never, with an error, or with what can't be sent. */
function createHandlers(random: Random): Record<string, Handler> {
  const behave: Handler = (params, signal) =>
    random.pick<() => unknown>([
      () => params,
      () => new Promise((resolve) => setImmediate(resolve, params)),
      () =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
      () => Promise.reject(Object.assign(new Error('thrown'), { params })),
      () => 1n,
      () => undefined,
    ])();
  const requests = Object.keys(METHODS).filter(
    (name) => isMethod(name) && METHODS[name].kind !== 'notification',
  );
  return { ...Object.fromEntries(requests.map((name) => [name, behave])), stats: () => 'fine' };
}
