import { once } from 'node:events';
import { relative } from 'node:path';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import {
  commandLine,
  expectNothingRuns,
  processesIn,
  waitUntilGone,
  waitUntilReaped,
} from '../support/processes';

function twoPlugins(): Workspace {
  return createWorkspace({
    plugins: ['./plugins/a.js', './plugins/b.js'],
    files: { 'plugins/a.js': pluginSource('a'), 'plugins/b.js': pluginSource('b') },
  });
}

async function pidsOf(host: PluginHost): Promise<number[]> {
  return (await host.status()).map(({ pid }) => pid!);
}

describe('a host of two plugins', () => {
  const cwd = process.cwd();
  let workspace: Workspace;
  let host: PluginHost;
  beforeAll(async () => {
    workspace = twoPlugins();
    host = await createPluginHost({ root: relative(cwd, workspace.root), onLog: () => undefined });
  });
  afterAll(async () => {
    await host?.close();
    workspace[Symbol.dispose]();
  });

  test('cwd ≠ root, a relative root: the right graph, and the cwd stays', async () => {
    const { graph, errors } = await host.computeProjectGraph();
    expect(errors).toEqual([]);
    expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
    expect(host.root).toBe(workspace.root);
    expect(process.cwd()).toBe(cwd);
  });

  test('fresh: new workers, and the old ones are gone', async () => {
    const first = await host.computeProjectGraph();
    const before = await pidsOf(host);
    const second = await host.computeProjectGraph({ fresh: true });
    const after = await pidsOf(host);
    expect(second.graph).toEqual(first.graph);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    await waitUntilGone(before, 5000);
  });

  test('B62 fresh, five times at once and beside other requests: all are answered, by one new host', async () => {
    const before = await pidsOf(host);
    const started: number[] = [];
    host.on('worker', (event) => event.type === 'ready' && started.push(event.pid));
    const requests = [false, true, true, false, true, true, true];
    const graphs = await Promise.all(requests.map((fresh) => host.computeProjectGraph({ fresh })));
    expect(new Set(graphs.map(({ graph }) => JSON.stringify(graph))).size).toBe(1);
    const after = await pidsOf(host);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    expect(started.sort()).toEqual(after.sort());
  });

  test('twenty requests after the host process was killed: one new host process', async () => {
    await host.computeProjectGraph();
    const hostProcesses = () =>
      processesIn(workspace.root).filter((pid) => /plugin-host$/.test(commandLine(pid)));
    const [before, ...others] = hostProcesses();
    expect(others).toEqual([]);
    process.kill(before, 'SIGKILL');
    await waitUntilReaped(before, 5000);
    const graphs = await Promise.all(Array.from({ length: 20 }, () => host.computeProjectGraph()));
    expect(new Set(graphs.map(({ graph }) => JSON.stringify(graph))).size).toBe(1);
    expect(hostProcesses()).toHaveLength(1);
  });

  test('events: each worker with its pid, and the graph', async () => {
    const ready: number[] = [];
    host.on('worker', (event) => event.type === 'ready' && ready.push(event.pid));
    const heard = once(host, 'graph');
    const computed = await host.computeProjectGraph({ fresh: true });
    expect(await heard).toEqual([computed]);
    expect(ready.sort()).toEqual((await pidsOf(host)).sort());
  });
});

describe('createPluginHost', () => {
  test('B86 runHook: a hook of one plugin, in its worker, with what it deleted; no other is there', async () => {
    const source = `
      exports.name = 'around';
      exports.preTasksExecution = (options, { id }) => {
        process.env.SET = id + process.pid;
        delete process.env.GONE;
      };`;
    using workspace = createWorkspace({ plugins: ['./around.js'], files: { 'around.js': source } });
    await using host = await createPluginHost({ root: workspace.root, env: { GONE: 'here' } });
    const context = { workspaceRoot: workspace.root, nxJsonConfiguration: {}, id: 'run' };
    const changes = await host.runHook('./around.js', 'preTasksExecution', context);
    const [pid] = await pidsOf(host);
    expect(changes).toEqual({ SET: `run${pid}`, GONE: undefined });
    expect(Object.keys(changes)).toContain('GONE');
    const missing = host.runHook('./around.js', 'postTasksExecution', context);
    await expect(missing).rejects.toMatchObject({ name: 'WorkspaceError', code: 'PLUGIN_UNKNOWN' });
  });

  test('B12 close() beside a fresh request: it is refused, and nothing is left', async () => {
    using workspace = twoPlugins();
    const host = await createPluginHost({ root: workspace.root });
    const outcome = host.computeProjectGraph({ fresh: true }).catch((error: Error) => error);
    await host.close();
    expect(await outcome).toMatchObject({ code: 'HOST_CLOSED' });
    await expectNothingRuns(workspace.root);
  });

  test('B12 close() twice, at once and again: nothing is left, and later calls are refused', async () => {
    using workspace = twoPlugins();
    const host = await createPluginHost({ root: workspace.root });
    const pids = await pidsOf(host);
    await Promise.all([host.close(), host.close()]);
    await host.close();
    expect(processesIn(workspace.root)).toEqual([]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(host.computeProjectGraph()).rejects.toThrow('closed');
  });

  test('B12 close() during a call that never ends: the call rejects, and nothing is left', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js'],
      files: {
        'plugins/a.js': pluginSource('a', {
          createNodes: `console.log('busy'); await new Promise(() => {});`,
        }),
      },
    });
    const host = await createPluginHost({ root: workspace.root, onLog: () => undefined });
    const said = once(host, 'log');
    const outcome = host.computeProjectGraph().catch((error: unknown) => error);
    await said;
    await host.close();
    expect(await outcome).toMatchObject({ code: 'HOST_CLOSED' });
    await expectNothingRuns(workspace.root);
  });

  test('B54 the same plugin twice with different options: two workers, both sets of options', async () => {
    const source = pluginSource('a', {
      load: 'let calls = 0;',
      createNodes: 'options = { ...options, calls: ++calls };',
    });
    using workspace = createWorkspace({
      plugins: [
        { plugin: './plugins/a.js', options: { from: 'first' }, include: ['libs/one/**'] },
        { plugin: './plugins/a.js', options: { from: 'second' }, include: ['libs/two/**'] },
      ],
      files: { 'plugins/a.js': source },
    });
    await using host = await createPluginHost({ root: workspace.root });
    const { graph, errors } = await host.computeProjectGraph();
    expect(errors).toEqual([]);
    const optionsOf = (name: string) =>
      (graph.nodes[name].data['targets'] as { a: { options: unknown } }).a.options;
    expect(optionsOf('one')).toMatchObject({ from: 'first', calls: 1 });
    expect(optionsOf('two')).toMatchObject({ from: 'second', calls: 1 });
    expect(new Set(await pidsOf(host)).size).toBe(2);
  });

  test('B62 twenty requests at the same time: one computation, one worker', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js'],
      files: {
        'plugins/a.js': pluginSource('a', {
          load: 'let calls = 0;',
          createNodes: 'options = { calls: ++calls };',
        }),
      },
    });
    await using host = await createPluginHost({ root: workspace.root });
    const graphs = await Promise.all(Array.from({ length: 20 }, () => host.computeProjectGraph()));
    const seen = graphs.map(({ graph }) => JSON.stringify(graph));
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toContain('"calls":1');
  });

  test('a missing workspace is refused before any process is started', async () => {
    using workspace = createWorkspace({ nxJson: '{ "plugins": 1 }' });
    await expect(createPluginHost({ root: workspace.root })).rejects.toMatchObject({
      code: 'CONFIGURATION_INVALID',
    });
    await expect(createPluginHost({ root: workspace.path('no') })).rejects.toMatchObject({
      code: 'ROOT_NOT_FOUND',
    });
    expect(processesIn(workspace.root)).toEqual([]);
  });
});
