import { createHostApi, createHostClient } from '../../src/host/host-api';
import * as hostProcess from '../../src/host/host-process';
import type { WorkspaceHost } from '../../src/host/workspace-host';
import { createFakeHost } from '../support/fake-workspace-host';

const stop = jest.fn(() => Promise.resolve());

/** The table over a host, as a client in another process calls it: by name, and through JSON. */
function connectTo(host: () => WorkspaceHost) {
  const api = createHostApi(host, stop);
  const call = jest.fn(async (name: string, args: unknown[]) => {
    const travelled = JSON.parse(JSON.stringify(args)) as never[];
    const answer: unknown = await (api[name as keyof typeof api] as (...of: never[]) => unknown)(
      ...travelled,
    );
    return answer === undefined ? undefined : (JSON.parse(JSON.stringify(answer)) as unknown);
  });
  return { api, call, client: createHostClient(call) };
}

describe('what a host does for its clients', () => {
  test('each function of the table is called by its name', async () => {
    const { api, call, client } = connectTo(() => createFakeHost('/ws'));
    expect(Object.keys(client).sort()).toEqual(Object.keys(api).sort());
    expect(await client.computeProjectGraph()).toMatchObject({ errors: [], graph: { nodes: {} } });
    expect(await client.computeForNx()).toEqual({ errors: [], plugins: [], complete: {} });
    expect(await client.runHook({ plugin: 0, hook: 'createMetadata', args: [] })).toEqual({ result: 'hook' });
    expect(await client.status({ start: true })).toEqual([{ plugin: 'started', index: 0 }]);
    expect(await client.status({ start: false })).toEqual([{ plugin: 'as it is', index: 0 }]);
    await client.stop();
    expect(stop).toHaveBeenCalledTimes(1);
    expect(call.mock.calls.map(([name]) => name)).toEqual([
      'computeProjectGraph',
      'computeForNx',
      'runHook',
      'status',
      'status',
      'stop',
    ]);
  });

  test('describe starts nothing, and says why the last graph failed', async () => {
    const requests = { count: 3, lastError: new Error('nx.json:1:1') };
    const { client } = connectTo(() => createFakeHost('/ws', { requests }));
    expect(await client.describe()).toMatchObject({
      root: '/ws',
      pid: process.pid,
      nx: '23.2.1',
      graphCount: 3,
      lastError: 'nx.json:1:1',
      waits: ['Waiting for the graph.'],
      workers: [{ plugin: 'as it is', index: 0 }],
    });
  });

  test('a graph that was kept is not sent, but to one who can not read it', async () => {
    const graphs = { writeToNx: () => Promise.resolve('digest') };
    const { client } = connectTo(() => createFakeHost('/ws', { graphs }));
    expect(await client.computeForNx()).toEqual({ kept: 'digest' });
    expect(await client.computeForNx({ isInline: true })).toMatchObject({ complete: {} });
  });

  test('a graph that the next one has overtaken is given, and not written', async () => {
    const requests = {
      request: () => Promise.resolve({ computed: { errors: [], graph: { nodes: {} } }, plugins: [] }),
      answering: (work: Promise<unknown>) => work,
      lastGraph: {},
    };
    const writeToNx = jest.fn((_computed: unknown, isLast: () => boolean) => expect(isLast()).toBe(false));
    const host = createFakeHost('/ws', { requests, graphs: { writeToNx } });
    const { client } = connectTo(() => host);
    expect(await client.computeForNx()).toMatchObject({ complete: { graph: { nodes: {} } } });
    expect(writeToNx).toHaveBeenCalledTimes(1);
  });

  test('a graph that another process has left is computed again if Nx’s cache has another one', async () => {
    const computed = { errors: [], graph: {}, sourceMaps: {} };
    const onDisk = { digest: 'of another process', isInNxCache: () => isInNxCache };
    let [isInNxCache, isDropped] = [true, false];
    const requests = {
      request: () => Promise.resolve({ computed, plugins: [], ...(!isDropped && { onDisk }) }),
      answering: (work: Promise<unknown>) => work,
      lastGraph: computed.graph,
    };
    const graphs = { dropKept: () => (isDropped = true), writeToNx: () => Promise.resolve('digest') };
    const { client } = connectTo(() => createFakeHost('/ws', { requests, graphs }));
    expect(await client.computeForNx()).toEqual({ kept: 'of another process' });
    isInNxCache = false;
    expect(await client.computeForNx()).toEqual({ kept: 'digest' });
  });

  test('a partial graph is not given to nx', async () => {
    const errors = [{ plugin: 'acme' }];
    const plugins = [{ plugin: 'other', index: 1, name: 'own name', capabilities: {} }];
    const writeToNx = jest.fn();
    const request = () => Promise.resolve({ computed: { errors, graph: {} }, plugins });
    const requests = { request, answering: (work: Promise<unknown>) => work };
    const host = createFakeHost('/ws', { requests, graphs: { writeToNx } });
    expect(await connectTo(() => host).client.computeForNx()).toEqual({ errors, plugins });
    expect(writeToNx).not.toHaveBeenCalled();
  });

  test('a host process exports the table, and answers once it is started', async () => {
    const { api } = connectTo(() => createFakeHost('/ws'));
    expect(Object.keys(hostProcess).sort()).toEqual(['start', ...Object.keys(api)].sort());
    await expect(hostProcess.status({ start: true })).rejects.toThrow('start() comes first');
    await hostProcess.stop();
  });
});
