import { duplexPair } from 'node:stream';
import { cutIntoChunks, type LineSource } from '../line-source';
import { Connection } from '../protocol';
import { demand, inTime, type Target } from '../target';

const MAX_LINE_BYTES = 50_000;

/** A host with pending requests, whose worker answers whatever it likes. In the end every request has ended. */
export function fuzzHostConnection(): Target {
  return {
    async feed(source: LineSource, count: number) {
      const [hostStream, workerStream] = duplexPair();
      const asked = collectIds(workerStream);
      const host = new Connection(hostStream, {
        maxLineBytes: MAX_LINE_BYTES,
        onNotification: () => undefined,
        onProtocolError: (error) => demand(error.message.length < 2000, 'a complaint quotes too much'),
      });
      const requests = Array.from({ length: 1 + source.random.below(20) }, () => startRequest(host, source));
      const lines = Array.from({ length: count }, () => source.next());
      for (const chunk of cutIntoChunks(lines, source.random)) workerStream.write(chunk);
      const last = host.request('stats', {});
      await new Promise((resolve) => workerStream.write('\n', resolve));
      await inTime(asked.until(requests.length + 1), 'the requests of the host');
      workerStream.write(`{"jsonrpc":"2.0","id":${requests.length + 1},"result":"last"}\n`);
      // An answer of the fuzz may have come first.
      await inTime(
        last.catch(() => undefined),
        'the answer to a request after the fuzz',
      );
      host.close(new Error('closed'));
      const outcomes = await inTime(Promise.allSettled(requests), 'all requests');
      for (const outcome of outcomes)
        demand(
          outcome.status === 'fulfilled' || outcome.reason instanceof Error,
          'a request ended with no Error',
        );
      demand(host.pendingCount === 0, `${host.pendingCount} requests are pending`);
    },
  };
}

function startRequest(host: InstanceType<typeof Connection>, { random }: LineSource): Promise<unknown> {
  const controller = new AbortController();
  if (random.below(4) === 0) setImmediate(() => controller.abort());
  const { signal } = controller;
  const initialize = { kind: 'plugin', name: 'x', file: '/x', root: '/' } as const;
  return random.pick([
    () => host.request('call', { function: 'f', args: [] }, signal),
    () => host.request('initialize', initialize, signal),
    () => host.request('preTasksExecution', { context: {} as never }, signal),
  ])();
}

/** Counts the requests that the host has sent. */
function collectIds(stream: NodeJS.ReadableStream) {
  let text = '';
  let onMore: () => void = () => undefined;
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    onMore();
  });
  const count = () => text.split(/"id":\d+,"method"/).length - 1;
  const until = (wanted: number) =>
    new Promise<void>((resolve) => {
      onMore = () => count() >= wanted && resolve();
      onMore();
    });
  return { until };
}
