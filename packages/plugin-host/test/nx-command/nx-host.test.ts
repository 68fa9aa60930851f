import { setImmediate } from 'node:timers/promises';
import { serializeError } from '@plugin-isolation/plugin-worker/internal/protocol';
import { HostEndedError } from '../../src/errors/errors';
import type { AskingForNx, GraphForNx } from '../../src/host/graph-for-nx';
import type { HostApi } from '../../src/host/host-api';
import { NxHost } from '../../src/nx-command/nx-host';
import type { WorkerStatus } from '../../src/workers/worker-status';
import { FakeHosts } from '../support/fake-hosts';
import { NOTHING_KNOWN } from '../support/nothing-known';

const acme = { plugin: 'acme', index: 0, name: 'own name', capabilities: { createNodes: '**' } };

const complete = (): GraphForNx => ({
  errors: [],
  plugins: [acme],
  complete: { graph: {} as never, sourceMaps: {} },
});

/** A host whose processes answer as `api` says; counts what they are asked. */
function create(api: Partial<HostApi>, known = NOTHING_KNOWN) {
  const hosts = new FakeHosts(false);
  const asked: string[] = [];
  const { open } = hosts;
  hosts.open = async (listener) => {
    const link = await open(listener);
    for (const [name, answer] of Object.entries(api))
      link.api[name as 'stop'] = (...args: unknown[]) => {
        asked.push(name);
        return (answer as (...of: unknown[]) => Promise<void>)(...args);
      };
    return link;
  };
  return {
    host: new NxHost('/ws', hosts, { onEvent: () => undefined, isLetGo: false, known }),
    asked,
    hosts: hosts.hosts,
    serve: (isServed = Promise.resolve(true)) => (hosts.isServed = () => isServed),
  };
}

const failing = (code: string, hook: string) => {
  const error = new Error(`${hook} failed`);
  return { plugin: 'acme', hook, code, message: error.message, error: serializeError(error) };
};

describe('the host that answers nx', () => {
  test('is not asked for a graph that is known without it', async () => {
    const known = { ...NOTHING_KNOWN, begin: () => true, find: () => Promise.resolve(complete()) };
    const { host, asked, hosts } = create({}, known);
    await host.askEarly();
    expect((await host.graph()).complete).toBeDefined();
    expect(await host.loadedPlugin('acme', 0)).toEqual(acme);
    expect([asked, hosts]).toEqual([[], []]);
  });

  test('is asked early if it is served, whether the graph is known or not', async () => {
    const known = { ...NOTHING_KNOWN, begin: jest.fn(() => true), find: jest.fn() };
    const { host, asked, serve } = create({ computeForNx: () => Promise.resolve(complete()) }, known);
    serve();
    await host.askEarly();
    expect(asked).toEqual(['computeForNx']);
    await host.graph();
    expect([asked, known.begin.mock.calls.length]).toEqual([['computeForNx'], 0]);
  });

  test('may put the graph where it is read faster; it is asked again for one that is not there any more', async () => {
    const computeForNx = jest.fn(({ isInline }: AskingForNx = {}) =>
      Promise.resolve(isInline ? complete() : { kept: 'digest' }),
    );
    const read = jest.fn<GraphForNx | undefined, [string]>(complete).mockReturnValueOnce(undefined);
    const { host } = create({ computeForNx }, { ...NOTHING_KNOWN, read });
    expect((await host.graph()).complete).toBeDefined();
    expect(computeForNx).toHaveBeenCalledTimes(2);
    expect((await host.graph()).complete).toBeDefined();
    expect([computeForNx.mock.calls.length, read.mock.calls]).toEqual([3, [['digest'], ['digest']]]);
  });

  test('is not waited for if it says nothing, and the graph is known; no other one is opened for it', async () => {
    const begin = jest.fn(() => false).mockReturnValueOnce(true);
    const known = { ...NOTHING_KNOWN, begin, find: () => Promise.resolve(complete()) };
    const { host, asked, hosts, serve } = create({}, known);
    let giveUp = (_: boolean) => {};
    serve(new Promise((resolve) => (giveUp = resolve)));
    await host.askEarly();
    expect((await host.graph()).complete).toBeDefined();
    giveUp(false);
    await setImmediate();
    expect([asked, hosts]).toEqual([[], []]);
  });

  test('is waited for if it says nothing, and the graph is not known', async () => {
    const { host, asked, serve } = create({ computeForNx: () => Promise.resolve(complete()) });
    let answer = (_: boolean) => {};
    serve(new Promise((resolve) => (answer = resolve)));
    await host.askEarly();
    const graph = host.graph();
    await setImmediate();
    expect(asked).toEqual([]);
    answer(true);
    expect((await graph).complete).toBeDefined();
    expect(asked).toEqual(['computeForNx']);
  });

  test('is asked after all if a file of the index has changed', async () => {
    const known = { ...NOTHING_KNOWN, begin: jest.fn(() => true) };
    const { host, asked } = create({ computeForNx: () => Promise.resolve(complete()) }, known);
    await host.askEarly();
    await host.graph();
    expect([asked, known.begin.mock.calls.length]).toEqual([['computeForNx'], 1]);
    await host.graph();
    expect([asked.length, known.begin.mock.calls.length]).toEqual([2, 2]);
  });

  test('is asked early once, and again for each later graph', async () => {
    const { host, asked } = create({ computeForNx: () => Promise.resolve(complete()) });
    await host.askEarly();
    await host.graph();
    expect(asked).toEqual(['computeForNx']);
    await host.graph();
    expect(asked).toHaveLength(2);
  });

  test('that fails early says so to who wants the graph, and to nobody else', async () => {
    const { host } = create({ computeForNx: () => Promise.reject(new Error('no graph')) });
    await host.askEarly();
    await setImmediate();
    await expect(host.graph()).rejects.toThrow('no graph');
  });

  test('says what a plugin has: from the graph, or else after a start of the workers', async () => {
    const status = (): Promise<WorkerStatus[]> => Promise.resolve([{ ...acme, name: 'from status' }]);
    const { host, asked } = create({ computeForNx: () => Promise.resolve(complete()), status });
    const [one, other] = await Promise.all([host.loadedPlugin('acme', 0), host.loadedPlugin('acme', 0)]);
    expect([one.name, other.name]).toEqual(['from status', 'from status']);
    expect(asked).toEqual(['status']);
    await host.graph();
    expect(await host.loadedPlugin('acme', 0)).toEqual(acme);
    expect(asked).toEqual(['status', 'computeForNx']);
  });

  test('does not wait twice for what has hung', async () => {
    const partial = { errors: [failing('WORKER_TIMEOUT', 'createNodes')], plugins: [acme] };
    const { host, asked } = create({
      computeForNx: () => Promise.resolve(partial),
      runHook: () => Promise.resolve({ result: 'called' }),
    });
    await host.graph();
    expect(await host.loadedPlugin('acme', 0)).toEqual(acme);
    await expect(host.runHook(0, 'createNodes', [])).rejects.toThrow('createNodes failed');
    expect(await host.runHook(0, 'createMetadata', [])).toBe('called');
    expect(asked).toEqual(['computeForNx', 'runHook']);
  });

  test('does not load again what did not load', async () => {
    const partial = { errors: [failing('WORKER_EXITED', 'load')], plugins: [] };
    const { host, asked } = create({ computeForNx: () => Promise.resolve(partial) });
    await host.graph();
    await expect(host.loadedPlugin('acme', 0)).rejects.toThrow('load failed');
    expect(asked).toEqual(['computeForNx']);
  });

  test('that ends is replaced, but no hook around tasks is called twice', async () => {
    const ended = () => Promise.reject(new HostEndedError('it ended'));
    const { host, asked } = create({ runHook: ended });
    await expect(host.runHook(0, 'postTasksExecution', [])).rejects.toThrow('it ended');
    expect(asked).toEqual(['runHook']);
    await expect(host.runHook(0, 'createNodes', [])).rejects.toThrow('it ended');
    expect(asked).toHaveLength(3);
  });

  test('hands deletions on as they were', async () => {
    const { host } = create({ runHook: () => Promise.resolve({ result: { A: '1' }, deleted: ['B'] }) });
    expect(await host.runHook(0, 'preTasksExecution', [])).toEqual({ A: '1', B: undefined });
  });
});
