import { readFileSync } from 'node:fs';
import { createPluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource, type PluginSourceOptions } from '../support/plugin-source';

function withBadPlugin(source: PluginSourceOptions): Workspace {
  return createWorkspace({
    plugins: ['./plugins/good.js', './plugins/bad.js'],
    files: { 'plugins/good.js': pluginSource('good'), 'plugins/bad.js': pluginSource('bad', source) },
  });
}

/** Statements that do something the first time only, whichever worker runs them. */
const once = (statements: string) =>
  `if (!fs.existsSync('done')) { fs.writeFileSync('done', ''); ${statements} }`;

describe('B21 after a crash', () => {
  test('the later hooks of the same graph and the next graph are served by a new worker', async () => {
    using workspace = withBadPlugin({
      createNodes: once(`process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`),
      createMetadata: `return { one: { metadata: { pid: process.pid } } };`,
    });
    await using host = await createPluginHost({ root: workspace.root });
    const before = (await host.status())[1];
    const first = await host.computeProjectGraph();
    expect(first.errors).toMatchObject([
      { plugin: './plugins/bad.js', hook: 'createNodes', code: 'WORKER_EXITED' },
    ]);
    expect(first.errors[0].message).toContain('was killed by SIGKILL');
    const { pid, generation } = (await host.status())[1];
    expect([before.generation, generation]).toEqual([1, 2]);
    expect(pid).not.toBe(before.pid);
    expect(first.graph.nodes['one'].data['metadata']).toMatchObject({ pid });
    const second = await host.computeProjectGraph();
    expect(second.errors).toEqual([]);
    expect(second.graph.nodes['one'].data['targets']).toMatchObject({ good: {}, bad: {} });
  });

  test.each(['createDependencies', 'createMetadata'] as const)(
    'in %s: the error names it, and the next graph is complete',
    async (hook) => {
      using workspace = withBadPlugin({
        [hook]: once(`process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`),
      });
      await using host = await createPluginHost({ root: workspace.root });
      const { errors, graph } = await host.computeProjectGraph();
      expect(errors).toMatchObject([{ plugin: './plugins/bad.js', hook, code: 'WORKER_EXITED' }]);
      expect(errors[0].message).toContain(`was killed by SIGKILL during ${hook}`);
      expect(graph.nodes['one'].data['targets']).toMatchObject({ good: {}, bad: {} });
      expect((await host.computeProjectGraph()).errors).toEqual([]);
    },
  );

  test('a worker that was killed while it was idle costs nothing, however soon the graph is asked for', async () => {
    using workspace = withBadPlugin({});
    await using host = await createPluginHost({ root: workspace.root });
    await host.computeProjectGraph();
    for (let round = 0; round < 3; round++) {
      const [, { pid }] = await host.status();
      process.kill(pid!, 'SIGKILL');
      const { errors } = await host.computeProjectGraph();
      expect(errors).toEqual([]);
      expect((await host.status())[1].pid).not.toBe(pid);
    }
  });

  test('for want of memory, the call is not repeated', async () => {
    using workspace = withBadPlugin({
      createNodes: `fs.appendFileSync('calls', 'x'); const all = []; for (;;) all.push(new Array(1000).fill(files));`,
    });
    const env = { NODE_OPTIONS: '--max-old-space-size=150' };
    await using host = await createPluginHost({ root: workspace.root, env, onLog: () => undefined });
    const { errors } = await host.computeProjectGraph();
    expect(errors).toMatchObject([
      { plugin: './plugins/bad.js', hook: 'createNodes', code: 'WORKER_EXITED' },
    ]);
    expect(errors[0].message).toContain('ran out of memory');
    expect(readFileSync(workspace.path('calls'), 'utf8')).toBe('x');
  });
});

test('B22 a plugin that crashes at each load is given up with a sentence, until new workers are asked for; the others go on', async () => {
  using workspace = withBadPlugin({ load: `fs.appendFileSync('loads', 'x'); process.exit(3);` });
  await using host = await createPluginHost({ root: workspace.root });
  const compute = async (options?: { fresh: boolean }) => {
    const { graph, errors } = await host.computeProjectGraph(options);
    expect(graph.nodes['one'].data['targets']).toMatchObject({ good: {} });
    return errors[0];
  };
  for (let round = 0; round < 4; round++) await compute();
  const { hook, code, message } = await compute();
  expect({ hook, code }).toEqual({ hook: 'load', code: 'WORKER_START_FAILED' });
  expect(message).toMatch(
    /"\.\/plugins\/bad\.js" is given up: its worker crashed 4 times within 3 minutes.* The last time, it exited with code 3\. Fix/,
  );
  expect(workspace.read('loads')).toBe('xxxx');
  expect(await compute({ fresh: true })).toMatchObject({ code: 'WORKER_EXITED' });
  expect(workspace.read('loads')).toBe('xxxxx');
});
