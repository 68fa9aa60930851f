import { rmSync, writeFileSync } from 'node:fs';
import { createClient, FakeHosts } from '../support/fake-hosts';
import { createTempDirectory } from '../support/temp-directory';

const line = { plugin: 'acme', pid: 1, stream: 'stdout', line: 'hello' } as const;

describe('status', () => {
  test('starts workers unless it is told not to', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.status();
    await client.status({ start: false });
    expect(jest.mocked(hosts.hosts[0].api.status).mock.calls).toEqual([
      [{ start: true }],
      [{ start: false }],
    ]);
  });

  test('start: false opens no host process of ours: its plugins do not run', async () => {
    using workspace = createTempDirectory({
      'nx.json': '{ "plugins": ["a", { "plugin": "b", "options": {} }] }',
    });
    const hosts = new FakeHosts();
    const client = createClient(hosts, workspace.root);
    expect(await client.status({ start: false })).toEqual([
      { plugin: 'a', index: 0 },
      { plugin: 'b', index: 1 },
    ]);
    expect(hosts.hosts).toEqual([]);
  });

  test('start: false asks a served host all the same', async () => {
    const hosts = new FakeHosts(false);
    await createClient(hosts).status({ start: false });
    expect(jest.mocked(hosts.hosts[0].api.status).mock.calls).toEqual([[{ start: false }]]);
  });
});

test('plugins are those of the last request, and stay while nx.json is broken', async () => {
  using workspace = createTempDirectory({ 'nx.json': '{ "plugins": ["a"] }' });
  const client = createClient(new FakeHosts(), workspace.root);
  expect(client.plugins).toEqual([]);
  await client.start();
  expect(client.plugins).toEqual([{ plugin: 'a', index: 0 }]);
  writeFileSync(workspace.path('nx.json'), '{ "plugins": ["a", "b"] }');
  expect(client.plugins).toHaveLength(1);
  await client.computeProjectGraph();
  expect(client.plugins).toHaveLength(2);
  writeFileSync(workspace.path('nx.json'), '{ "plugins": [');
  await client.status();
  expect(client.plugins).toHaveLength(2);
  rmSync(workspace.path('nx.json'));
  await client.status();
  expect(client.plugins).toEqual([]);
});

describe('events', () => {
  test('each event of the host is a public one', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    const events: unknown[] = [];
    for (const name of ['log', 'worker', 'waiting', 'graph', 'error'] as const)
      client.on(name, (payload: unknown) => void events.push([name, payload]));
    await client.start();
    const [{ tell }] = hosts.hosts;
    const worker = {
      type: 'ready',
      plugin: 'acme',
      name: 'acme',
      pid: 4711,
      generation: 1,
      elapsedMs: 9,
    } as const;
    tell({ type: 'log', line });
    tell({ type: 'worker', worker });
    tell({ type: 'waiting', sentence: 'Still at work.' });
    const computed = await client.computeProjectGraph();
    hosts.hosts[0].api.status = () => Promise.reject(new Error('broken'));
    const error = await client.status().catch((thrown: unknown) => thrown);
    expect(events).toEqual([
      ['log', line],
      ['worker', worker],
      ['waiting', 'Still at work.'],
      ['graph', computed],
      ['error', error],
    ]);
    expect(error).toMatchObject({ message: 'broken' });
  });

  test('a line goes to onLog, else to who listens, else to stderr', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const onLog = jest.fn();
      const asked = [{ onLog }, {}, {}].map((options) => {
        const hosts = new FakeHosts();
        return { hosts, client: createClient(hosts, '/ws', options) };
      });
      const listener = jest.fn();
      asked[1].client.on('log', listener);
      for (const { client, hosts } of asked) {
        await client.start();
        hosts.hosts[0].tell({ type: 'log', line });
      }
      expect(onLog.mock.calls).toEqual([[line]]);
      expect(listener.mock.calls).toEqual([[line]]);
      expect(write.mock.calls).toEqual([['[acme] hello\n']]);
    } finally {
      write.mockRestore();
    }
  });
});
