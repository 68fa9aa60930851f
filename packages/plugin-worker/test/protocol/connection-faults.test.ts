import {
  InvalidResultError,
  NotSerializableError,
  type RemoteError,
} from '../../src/protocol/connection-errors';
import type { ConnectionOptions } from '../../src/protocol/connection-options';
import type { RequestHandler } from '../../src/protocol/run-handler';
import type { ResponseMessage } from '../../src/protocol/messages';
import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import { connectPair, turnsUntil, type CallParams } from '../support/connection-pair';

const call = (name: string, ...args: unknown[]) => ({ function: name, args });

function pairWith(handler: RequestHandler, options: ConnectionOptions = {}) {
  return connectPair({ handlers: { call: handler } }, options);
}

describe('a connection whose peer sends what it should not', () => {
  it('B25 answers a garbage line with an error that quotes it, and goes on', async () => {
    const onProtocolError = jest.fn();
    const { host, hostStream, linesOfWorker } = connectPair({
      handlers: { call: () => 'fine' },
      onProtocolError,
    });
    hostStream.write('what is this\n{"half":\n\n');
    expect(await linesOfWorker(2)).toMatchObject([
      {
        id: null,
        error: {
          code: RPC_ERROR_CODES.parseError,
          message: expect.stringContaining('"what is this"') as string,
        },
      },
      { id: null, error: { code: RPC_ERROR_CODES.parseError } },
    ]);
    expect(onProtocolError).toHaveBeenCalledTimes(2);
    await expect(host.request('call', call('f'))).resolves.toBe('fine');
  });

  it('fails only the one request whose result cannot be serialised', async () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const { host } = pairWith((params) => ((params as CallParams).args[0] === 'cycle' ? cycle : 'fine'));
    const [bad, good] = await Promise.allSettled([
      host.request('call', call('f', 'cycle')),
      host.request('call', call('f')),
    ]);
    expect(good).toMatchObject({ value: 'fine' });
    expect(bad).toMatchObject({ reason: { code: RPC_ERROR_CODES.notSerializable } });
    expect((bad as PromiseRejectedResult).reason).toMatchObject({
      message: expect.stringContaining('circular') as string,
    });
  });

  it('fails only the one request whose params cannot be serialised, and sends nothing', async () => {
    const handler = jest.fn(() => 'fine');
    const { host } = pairWith(handler);
    await expect(host.request('call', call('f', 1n))).rejects.toBeInstanceOf(NotSerializableError);
    expect(host.pendingCount).toBe(0);
    await expect(host.request('call', call('f'))).resolves.toBe('fine');
    expect(handler).toHaveBeenCalledTimes(1);
  });

  it('says so when a response answers nothing', async () => {
    const onProtocolError = jest.fn();
    const { host, workerStream } = connectPair({ handlers: { call: () => 1 } }, { onProtocolError });
    workerStream.write('{"jsonrpc":"2.0","id":77,"result":1}\n');
    await host.request('call', call('f'));
    expect((onProtocolError.mock.calls[0] as [Error])[0].message).toContain('answers no pending request');
  });

  it('B26 fails the one request whose answer is longer than a line may be', async () => {
    const { host } = pairWith(
      (params) => ((params as CallParams).function === 'long' ? 'x'.repeat(5000) : 'fine'),
      {
        maxLineBytes: 1000,
      },
    );
    const long = await host.request('call', call('long')).catch((error: unknown) => error);
    expect(long).toMatchObject({
      code: RPC_ERROR_CODES.lineTooLong,
      message: expect.stringMatching(/50\d\d bytes/) as string,
    });
    await expect(host.request('call', call('short'))).resolves.toBe('fine');
  });

  it('B26 answers a request that is longer than a line may be', async () => {
    const { host } = connectPair({ handlers: { call: () => 'fine' }, maxLineBytes: 1000 });
    const error = await host.request('call', call('f', 'x'.repeat(5000))).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: RPC_ERROR_CODES.lineTooLong });
  });

  it.each([
    ['no params', '{"jsonrpc":"2.0","method":"$/cancelRequest"}'],
    ['params that are null', '{"jsonrpc":"2.0","method":"$/cancelRequest","params":null}'],
    ['an id that is an object', '{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}'],
    ['a name that is missing', '{"jsonrpc":"2.0","method":"event","params":{"__proto__":{"name":"x"}}}'],
  ])('B25 ignores a notification with %s, and says so', async (_what, line) => {
    const onProtocolError = jest.fn();
    const onNotification = jest.fn();
    const { host, hostStream } = pairWith(() => 'fine');
    hostStream.write(`${line}\n`);
    await expect(host.request('call', call('f'))).resolves.toBe('fine');
    const other = connectPair({}, { onProtocolError, onNotification });
    other.workerStream.write(`${line}\n`);
    await turnsUntil(() => onProtocolError.mock.calls.length > 0);
    expect(onNotification).not.toHaveBeenCalled();
  });

  it('B25 refuses a request whose params are not as the table says, before its handler sees them', async () => {
    const handler = jest.fn(() => 'fine');
    const { hostStream, linesOfWorker } = pairWith(handler);
    for (const params of ['null', '[]', '{}', '{"function":1,"args":[]}', '{"function":"f","args":{}}'])
      hostStream.write(`{"jsonrpc":"2.0","id":1,"method":"call","params":${params}}\n`);
    const answers = (await linesOfWorker(5)) as ResponseMessage[];
    expect(answers.map(({ error }) => error!.code)).toEqual(Array(5).fill(RPC_ERROR_CODES.invalidParams));
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['foreign bytes before its answer', 'oops {"jsonrpc":"2.0","id":1,"result":5}', -32700],
    ['half of its answer', '{"jsonrpc":"2.0","id":1,"result":{"half":', -32700],
    [
      'an answer with result and error',
      '{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"x"}}',
      -32600,
    ],
  ])('B25 fails the one request that gets %s, and quotes it', async (_what, line, code) => {
    const { host, workerStream } = pairWith(() => new Promise(() => undefined));
    const request = host.request('call', call('f'));
    workerStream.write(`${line}\n`);
    const error = await request.catch((e: unknown) => e as Error);
    expect(error).toMatchObject({ name: 'RemoteError', code });
    expect((error as Error).message).toContain(JSON.stringify(line).slice(0, 40));
  });

  it('B25 does not take a result of another shape for what a method returns', async () => {
    const { host } = connectPair({ handlers: { initialize: () => ({ name: 'x', functions: [1] }) } });
    const params = { kind: 'plugin', name: 'x', file: '/x', root: '/' } as const;
    await expect(host.request('initialize', params)).rejects.toBeInstanceOf(InvalidResultError);
  });

  it.each([
    ['text', 'no'],
    ['a cause that is no error', { name: 'Error', message: 'x', cause: 5 }],
    ['errors that are no list', { name: 'Error', message: 'x', errors: {} }],
  ])('B25 leaves out the data of an error where it is %s', async (_what, data) => {
    const { host, workerStream } = pairWith(() => new Promise(() => undefined));
    const request = host.request('call', call('f'));
    workerStream.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32000, message: 'm', data } })}\n`,
    );
    const error = await request.catch((e: unknown) => e as RemoteError);
    expect(error).toMatchObject({ code: -32000, message: 'm' });
    expect((error as RemoteError).data).toBeUndefined();
  });
});
