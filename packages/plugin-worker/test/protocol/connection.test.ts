import { isDeepStrictEqual } from 'node:util';
import { ConnectionClosedError, RemoteError } from '../../src/protocol/connection-errors';
import type { ConnectionOptions } from '../../src/protocol/connection-options';
import type { RequestHandler } from '../../src/protocol/run-handler';
import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import { connectPair, turnsUntil, type CallParams } from '../support/connection-pair';
import { seededRandom } from '../support/seeded-random';

const call = (name: string, ...args: unknown[]) => ({ function: name, args });

function pairWith(handler: RequestHandler, options: ConnectionOptions = {}) {
  return connectPair({ handlers: { call: handler } }, options);
}

/** A handler whose answers the test gives, in the order it likes. */
function heldBack() {
  const waiting: { params: CallParams; answer: (result: unknown) => void; fail: (error: unknown) => void }[] =
    [];
  const handler: RequestHandler = (params) =>
    new Promise((answer, fail) => waiting.push({ params: params as CallParams, answer, fail }));
  const arrived = async (count: number) => {
    await turnsUntil(() => waiting.length >= count);
  };
  return { waiting, handler, arrived };
}

/** As query builders have them. */
function thenableFunction(value: string) {
  return Object.assign(() => undefined, { then: (resolve: (value: string) => void) => resolve(value) });
}

describe('a connection', () => {
  it('B24 gives 50 overlapping calls their own answers, which come in reverse order', async () => {
    const { waiting, handler, arrived } = heldBack();
    const { host } = pairWith(handler);
    const calls = Array.from({ length: 50 }, (_, i) => host.request('call', call('f', i)));
    await arrived(50);
    for (const { params, answer } of waiting.reverse()) answer(`answer to ${String(params.args[0])}`);
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 50 }, (_, i) => `answer to ${i}`));
    expect(host.pendingCount).toBe(0);
  });

  it('B24 leaves nothing pending after 10,000 random interleavings with failures', async () => {
    const random = seededRandom(24);
    const { waiting, handler, arrived } = heldBack();
    const onProtocolError = jest.fn();
    const { host, worker, hostStream } = pairWith(handler, { onProtocolError });
    const wrong: object[] = [];
    for (let round = 0; round < 10_000; round++) {
      const size = 1 + Math.floor(random() * 4);
      const controllers = Array.from({ length: size }, () => new AbortController());
      const calls = controllers.map(({ signal }, i) => host.request('call', call('f', round, i), signal));
      const settled = Promise.allSettled(calls);
      if (random() < 0.1) hostStream.write('garbage\n');
      await arrived(size);
      const fates = waiting
        .splice(0)
        .sort(() => random() - 0.5)
        .map((held) => ({ ...held, fate: random() }));
      for (const { params, answer, fail, fate } of fates) {
        if (fate < 0.5) answer(params.args);
        else if (fate < 0.7) fail(new Error(`${String(params.args[1])} failed`));
        else if (fate < 0.8) answer(10n);
        else controllers[params.args[1] as number].abort();
        if (fate >= 0.9) answer('too late');
      }
      const outcomes = await settled;
      // Not expect(): it would take more time than all the rest.
      for (const { params, fate } of fates) {
        const index = params.args[1] as number;
        const expected = fate < 0.5 ? { status: 'fulfilled', value: [round, index] } : { status: 'rejected' };
        const { status, value } = outcomes[index] as PromiseFulfilledResult<unknown>;
        const given = status === 'fulfilled' ? { status, value } : { status };
        if (!isDeepStrictEqual(given, expected)) wrong.push({ round, given, expected });
      }
    }
    expect(wrong).toEqual([]);
    expect([host.pendingCount, worker.pendingCount]).toEqual([0, 0]);
    const complaints = onProtocolError.mock.calls.map(([error]) => (error as Error).message);
    expect(complaints.filter((message) => !message.includes('-32700'))).toEqual([]);
  }, 60_000);

  it('answers an unknown method with "method not found"', async () => {
    const { host } = connectPair({});
    const error = await host.request('stats', {}).catch((e: unknown) => e as RemoteError);
    expect(error).toBeInstanceOf(RemoteError);
    expect(error).toMatchObject({
      code: RPC_ERROR_CODES.methodNotFound,
      message: 'there is no method "stats"',
    });
  });

  it.each(['hasOwnProperty', '__proto__', 'toString'])('does not take %s for a method', async (method) => {
    const { hostStream, linesOfWorker } = connectPair({});
    hostStream.write(`{"jsonrpc":"2.0","id":"x","method":"${method}"}\n`);
    expect(await linesOfWorker(1)).toMatchObject([
      { id: 'x', error: { code: RPC_ERROR_CODES.methodNotFound } },
    ]);
  });

  it('hands over __proto__ keys as data', async () => {
    const { host } = pairWith((params) => (params as CallParams).args[0]);
    const sent = JSON.parse('{"__proto__":{"polluted":true}}') as object;
    const back = (await host.request('call', call('f', sent))) as Record<string, unknown>;
    expect(Object.keys(back)).toEqual(['__proto__']);
    expect(back['polluted']).toBeUndefined();
  });

  it.each([
    ['nothing', undefined, null],
    ['a text', 'now', 'now'],
    ['an object', { of: 'now' }, { of: 'now' }],
    ['a promise', Promise.resolve('later'), 'later'],
    ['a function that is also a promise', thenableFunction('later'), 'later'],
  ])('answers with what the handler gives: %s', async (_what, given, answer) => {
    const { host } = pairWith(() => given);
    await expect(host.request('call', call('f'))).resolves.toEqual(answer);
  });

  it('tells the handler that its request was cancelled, and ignores the late answer', async () => {
    let seen: AbortSignal | undefined;
    const { waiting, handler, arrived } = heldBack();
    const onProtocolError = jest.fn();
    const { host } = pairWith(
      (params, request) => {
        seen = request.signal;
        return handler(params, request);
      },
      { onProtocolError },
    );
    const controller = new AbortController();
    const cancelled = host.request('call', call('slow'), controller.signal);
    await arrived(1);
    controller.abort(new Error('not needed'));
    await expect(cancelled).rejects.toThrow('not needed');
    await turnsUntil(() => seen!.aborted);
    waiting[0].answer('late');
    const next = host.request('call', call('next'));
    await arrived(2);
    waiting[1].answer('in time');
    await expect(next).resolves.toBe('in time');
    expect(onProtocolError).not.toHaveBeenCalled();
  });

  it('keeps requests pending at the end of the stream until its owner says why', async () => {
    const onEnd = jest.fn();
    const { host, workerStream } = connectPair(
      { handlers: { call: () => new Promise(() => undefined) } },
      { onEnd },
    );
    const pending = host.request('call', call('f'));
    workerStream.end();
    await turnsUntil(() => onEnd.mock.calls.length > 0);
    expect(host.pendingCount).toBe(1);
    host.close(new Error('the worker has crashed'));
    await expect(pending).rejects.toThrow('the worker has crashed');
    await expect(host.request('call', call('f'))).rejects.toBeInstanceOf(ConnectionClosedError);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });
});
