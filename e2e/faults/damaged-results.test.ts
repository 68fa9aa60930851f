import { createPluginHost } from '@plugin-isolation/plugin-host';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, runScript } from '../support/run';

interface Damaged {
  name: string;
  /** Statements that end a hook of the plugin. */
  createNodes?: string;
  createDependencies?: string;
  createMetadata?: string;
  error: { hook: string; file?: string; field?: string };
}

const one = (project: string) =>
  `return [['libs/one/component.json', { projects: { 'libs/one': ${project} } }]];`;

const damaged: Damaged[] = [
  { name: '[file]', createNodes: 'return [[files[0]]];', error: { hook: 'createNodes', field: 'entry [0]' } },
  {
    name: '[file, undefined]',
    createNodes: 'return [[files[0], undefined]];',
    error: { hook: 'createNodes', field: 'entry [0]' },
  },
  {
    name: 'implicitDependencies: [5, null]',
    createNodes: one('{ implicitDependencies: [5, null] }'),
    error: { hook: 'createNodes', file: 'libs/one/component.json', field: 'implicitDependencies' },
  },
  {
    name: 'externalNodes: { "npm:x": null }',
    createNodes: `return [[files[0], { externalNodes: { 'npm:x': null } }]];`,
    error: { hook: 'createNodes', file: 'libs/one/component.json', field: 'externalNodes.npm:x' },
  },
  {
    name: 'dependencies: [null]',
    createDependencies: 'return [null];',
    error: { hook: 'createDependencies', field: '[0]' },
  },
  {
    name: 'metadata: 5',
    createMetadata: `return { one: 5 };`,
    error: { hook: 'createMetadata', field: 'one' },
  },
];

const PLUGINS = ['./plugins/first.js', './plugins/bad.js', './plugins/last.js'];

function withDamaged(bad: string) {
  return createWorkspace({
    plugins: PLUGINS,
    files: {
      'plugins/first.js': pluginSource('first'),
      'plugins/bad.js': bad,
      'plugins/last.js': pluginSource('last'),
    },
  });
}

describe('B28 a result that is not what it should be costs only its plugin', () => {
  test('whatever it is: the graph of the others, and an error that names plugin, hook, file and field', async () => {
    using workspace = withDamaged('');
    await using host = await createPluginHost({ root: workspace.root });
    for (const { name, error, ...hooks } of damaged) {
      workspace.write('plugins/bad.js', pluginSource('bad', hooks));
      const { graph, errors } = await host.computeProjectGraph();
      expect([name, Object.keys(graph.nodes).sort()]).toEqual([name, ['one', 'two']]);
      expect(graph.nodes['one'].data['targets']).toMatchObject({ first: {}, last: {} });
      const { hook, file, field } = error;
      expect([name, errors]).toMatchObject([name, [{ hook, ...(file && { file }), code: 'RESULT_INVALID' }]]);
      if (field) expect(errors[0].message).toContain(field);
    }
  });

  test('with --json there is JSON on stdout, and exit code 1', async () => {
    using workspace = withDamaged(pluginSource('bad', damaged[0]));
    const { code, stdout, stderr } = await runCli(['graph', '--json'], { cwd: workspace.root });
    expect(code).toBe(1);
    expect(stderr).not.toMatch(/^ {4}at /m);
    const { errors } = JSON.parse(stdout) as { errors: object[] };
    expect(errors).toMatchObject([{ hook: 'createNodes', code: 'RESULT_INVALID' }]);
  });

  // By hand: npm run damage -- --runs 1000 --nx-every 20
  test('random damage to each hook and to files of core plugins: never more is lost, and where Nx gives a graph, ours is equal', async () => {
    const args = ['--runs', '8', '--seed', '10230', '--nx-every', '8'];
    const { code, stdout, stderr } = await runScript(['tools/run.js', 'tools/damage/main.ts', ...args], {
      cwd: repositoryRoot,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^seed 10230, 8 results damaged: .*0 violations$/ms);
  });
});
