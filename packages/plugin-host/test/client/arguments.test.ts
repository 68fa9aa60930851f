import { ArgumentsError } from '@plugin-isolation/plugin-worker';
import { connectPluginHost, createPluginHost } from '../../src/client/create-plugin-host';
import { createClient, FakeHosts } from '../support/fake-hosts';

const newHost = () => createClient(new FakeHosts());
const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('arguments of a host', () => {
  it.each<[string, object | null]>([
    ['options', null],
    ['root', { root: 5 }],
    ['root', { root: 'a\0b' }],
    ['root', { root: new URL('file:///a%2Fb') }],
    ['timeouts.hookMs', { timeouts: { hookMs: -1 } }],
    ['timeouts.hooks.createNode', { timeouts: { hooks: { createNode: 1 } } }],
    ['memoryMiB', { memoryMiB: '512' }],
    ['totalMemoryMiB', { totalMemoryMiB: 0 }],
    ['inspect', { inspect: true }],
    ['inspect.acme', { inspect: { acme: 'break' } }],
    ['loaders', { loaders: ['babel'] }],
    ['env.A', { env: { A: 1 } }],
    ['onLog', { onLog: {} }],
    ['memoryMib', { memoryMib: 5 }],
    ['reuseGraph', { reuseGraph: 'yes' }],
  ])('createPluginHost: %s in %j is refused by a rejection', async (argument, options) => {
    const error = await reasonOf(createPluginHost(options as never));
    expect(error).toBeInstanceOf(ArgumentsError);
    expect(error).toMatchObject({ code: 'ARGUMENTS_INVALID', argument });
  });

  it('connectPluginHost, computeProjectGraph and status are as strict', async () => {
    const error = await reasonOf(connectPluginHost({ timeouts: {} } as never));
    expect(error).toMatchObject({ code: 'ARGUMENTS_INVALID', argument: 'timeouts' });
    const host = newHost();
    for (const [argument, options] of [
      ['fresh', { fresh: 'yes' }],
      ['signal', { signal: new AbortController() }],
      ['options', null],
    ] as const)
      expect(await reasonOf(host.computeProjectGraph(options as never))).toMatchObject({
        code: 'ARGUMENTS_INVALID',
        argument,
      });
    expect(await reasonOf(host.status({ start: 1 } as never))).toMatchObject({ argument: 'start' });
    expect(await reasonOf(host.status({ started: true } as never))).toMatchObject({ argument: 'started' });
  });

  it('on() throws for an event that there is not, and for what is no function', () => {
    const host = newHost();
    expect(() => host.on('graphs' as never, (() => undefined) as never)).toThrow(
      /its event: it must be one of "log"/,
    );
    expect(() => host.once('graph', 5 as never)).toThrow(/its listener: it must be a function, but is 5/);
    for (const name of [
      'addListener',
      'off',
      'removeListener',
      'prependListener',
      'prependOnceListener',
    ] as const)
      expect(() => host[name]('graph', 5 as never)).toThrow(ArgumentsError);
  });

  it('runHook names the argument that is missing or wrong', async () => {
    const host = newHost();
    const call = (...args: unknown[]) =>
      reasonOf((host.runHook as (...given: unknown[]) => Promise<unknown>).apply(host, args));
    expect(await call()).toMatchObject({ code: 'ARGUMENTS_INVALID', argument: 'plugin' });
    expect(await call('acme')).toMatchObject({ code: 'ARGUMENTS_INVALID', argument: 'hook' });
    expect(await call('acme', 'createNode')).toMatchObject({ argument: 'hook' });
    expect(await call(-1, 'createNodes')).toMatchObject({ argument: 'plugin' });
  });

  it('a listener that throws costs neither the call nor the other listeners', async () => {
    const later = jest.spyOn(globalThis, 'queueMicrotask').mockImplementation();
    const host = newHost();
    const other = jest.fn();
    host.on('graph', () => {
      throw new Error('of the listener');
    });
    host.on('graph', other);
    const computed = await host.computeProjectGraph();
    expect(other).toHaveBeenCalledWith(computed);
    const [[rethrow]] = later.mock.calls;
    later.mockRestore();
    expect(rethrow).toThrow('of the listener');
  });
});
