import { NotSerializableError } from '../../src/protocol/connection-errors';
import type { ConnectionOptions, RequestHandler } from '../../src/protocol/connection';
import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import { connectPair, type CallParams } from '../support/connection-pair';

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
});
