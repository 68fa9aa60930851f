import { connectServedHost, findServedHost } from '../../src/client/find-served-host';
import type { Identity } from '../../src/discovery/host-identity';
import type { HostEvent } from '../../src/host/host-event';
import type { WorkspaceHost } from '../../src/host/workspace-host';
import { serveHost } from '../../src/serve/serve-host';
import { createFakeHost } from '../support/fake-workspace-host';
import { createTempDirectory } from '../support/temp-directory';

const identity: Identity = {
  version: '0.0.0',
  build: '/elsewhere',
  node: process.version,
  nx: { directory: '/nx', version: '23.2.1' },
  environment: {},
};

/** Serves a fake host over a real socket, to this same process. */
async function serve(root: string, override: object = {}) {
  const host = createFakeHost(root, override);
  const stopping = new AbortController();
  const server = await serveHost(host, identity, stopping);
  return { host, stopping, [Symbol.asyncDispose]: () => server.close() };
}

const line = { plugin: 'acme', pid: 1, stream: 'stdout', line: 'hello' } as const;
const worker = {
  type: 'ready',
  plugin: 'acme',
  name: 'acme',
  pid: 4711,
  generation: 1,
  elapsedMs: 9,
} as const;

describe('a served host', () => {
  test('is found, answers by the table, and tells what happens in it', async () => {
    using workspace = createTempDirectory();
    await using served = await serve(workspace.root);
    const events: HostEvent[] = [];
    const found = await findServedHost(workspace.root, (event) => events.push(event));
    expect(found!.record).toMatchObject({ root: workspace.root, pid: process.pid, version: '0.0.0' });
    served.host.events.tell({ type: 'log', line });
    served.host.events.tell({ type: 'worker', worker });
    served.host.events.tell({ type: 'waiting', sentence: 'Still at work.' });
    served.host.events.tell({ type: 'graph', computed: {} as never });
    served.host.events.tell({ type: 'error', error: new Error('for who asked') });
    expect(await found!.api.status({ start: true })).toEqual([{ plugin: 'started', index: 0 }]);
    expect(await found!.api.describe()).toMatchObject({ pid: process.pid, graphCount: 3 });
    expect(events).toEqual([
      { type: 'log', line },
      { type: 'worker', worker },
      { type: 'waiting', sentence: `Served host (pid ${process.pid}): Still at work.` },
    ]);
    await found!.release();
    await found!.ended;
  });

  test('that stops answers nobody any more, and is no longer found', async () => {
    using workspace = createTempDirectory();
    const never = new Promise<never>(() => undefined);
    const computeProjectGraph: WorkspaceHost['computeProjectGraph'] = () => never;
    await using served = await serve(workspace.root, { computeProjectGraph });
    const [client, other] = [await findServedHost(workspace.root), await findServedHost(workspace.root)];
    const pending = client!.api.computeProjectGraph().catch((error: unknown) => error);
    await other!.api.stop();
    expect(served.stopping.signal.aborted).toBe(true);
    expect(await pending).toMatchObject({ code: 'HOST_ENDED' });
    expect(client!.isOpen).toBe(false);
    await expect(other!.api.status({ start: false })).rejects.toMatchObject({ code: 'HOST_ENDED' });
    expect(await findServedHost(workspace.root)).toBeUndefined();
  });

  test('is served once per root', async () => {
    using workspace = createTempDirectory();
    await using served = await serve(workspace.root);
    await expect(serve(workspace.root)).rejects.toMatchObject({
      code: 'HOST_SERVED',
      message: expect.stringContaining(`(pid ${process.pid})`) as string,
    });
    expect(served.stopping.signal.aborted).toBe(false);
  });

  test('of another build is not used', async () => {
    using workspace = createTempDirectory({
      'nx.json': '{}',
      'node_modules/nx/package.json': '{ "version": "23.2.1" }',
    });
    await using served = await serve(workspace.root);
    await expect(connectServedHost(workspace.root, process.env, () => undefined)).rejects.toMatchObject({
      code: 'HOST_NOT_SERVED',
      mismatch: 'it runs plugin-host 0.0.0 of /elsewhere',
    });
    expect(served.stopping.signal.aborted).toBe(false);
  });
});
