import { join } from 'node:path';
import { createPluginHost } from '@plugin-isolation/plugin-host';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { processesIn } from '../support/processes';
import { runCli } from '../support/run';

const library = JSON.stringify(join(repositoryRoot, 'packages', 'plugin-host'));

const OF_NX = `await require('@nx/devkit').createProjectGraphAsync();`;
const IN_A_LATER_TURN = `
  const { createProjectGraphAsync } = require('@nx/devkit');
  await new Promise((resolve, reject) => setTimeout(() => createProjectGraphAsync().then(resolve, reject), 5));`;
const OF_OURS = `await require(${library}).createPluginHost({ root: process.cwd() });`;

const cases = [
  ['createProjectGraphAsync of @nx/devkit', 'createNodes', OF_NX],
  ['createProjectGraphAsync of @nx/devkit', 'createDependencies', OF_NX],
  ['createProjectGraphAsync of @nx/devkit', 'createMetadata', OF_NX],
  ['createProjectGraphAsync in a later turn of the event loop', 'createNodes', IN_A_LATER_TURN],
  ['createPluginHost of our library', 'createNodes', OF_OURS],
] as const;

test.each(cases)('B29 %s inside %s fails at once, with plugin and stack', async (_, hook, statements) => {
  using workspace = createWorkspace({
    plugins: ['./plugins/good.js', './plugins/asks.js'],
    files: {
      'plugins/good.js': pluginSource('good'),
      'plugins/asks.js': pluginSource('asks', { [hook]: statements }),
    },
  });
  // With a graph of Nx's in its cache, the host holds Nx's lock: Nx's own function would wait for it for ever.
  workspace.write('.nx/workspace-data/project-graph.json', '{}');
  await using host = await createPluginHost({ root: workspace.root });
  const { graph, errors, timings } = await host.computeProjectGraph();
  expect(errors).toMatchObject([{ plugin: './plugins/asks.js', hook, code: 'GRAPH_RECURSION' }]);
  expect(errors[0].message).toMatch(/^The plugin "(\.\/plugins\/asks\.js)"/);
  expect(errors[0].error.stack).toContain(workspace.path('plugins', 'asks.js'));
  expect(
    timings.hooks.find((timing) => timing.plugin === './plugins/asks.js' && timing.hook === hook)!.elapsedMs,
  ).toBeLessThan(5 * 1000);
  expect(graph.nodes['one'].data['targets']).toMatchObject({ good: {} });
  expect(processesIn(workspace.root).length).toBeLessThan(5);
});

test('B29 an ES module that asks while it loads fails at once, too', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/asks.mjs'],
    files: {
      'plugins/asks.mjs': `import { createProjectGraphAsync } from '@nx/devkit';\nawait createProjectGraphAsync();`,
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const { errors } = await host.computeProjectGraph();
  expect(errors).toMatchObject([{ plugin: './plugins/asks.mjs', hook: 'load', code: 'PLUGIN_LOAD_FAILED' }]);
  expect(errors[0].message).toContain('calls createProjectGraphAsync() in its load');
});

test('B29 the command line, started by a plugin for its own workspace, is refused', async () => {
  const bin = JSON.stringify(join(repositoryRoot, 'packages', 'plugin-host', 'bin', 'plugin-host.js'));
  const statements = `childProcess.execFileSync(process.execPath, [${bin}, 'graph'], { stdio: 'pipe' });`;
  using workspace = createWorkspace({
    plugins: ['./plugins/asks.js'],
    files: { 'plugins/asks.js': pluginSource('asks', { createNodes: statements }) },
  });
  const { code, stderr } = await runCli(['graph'], { cwd: workspace.root });
  expect(code).toBe(1);
  expect(stderr).toContain('The plugin "./plugins/asks.js", or a process that it started, asks plugin-host');
});
