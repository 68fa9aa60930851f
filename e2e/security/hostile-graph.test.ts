import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

const HOSTILE = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';

/** Says at the end of each node process whether every object got a field. */
const watch = `process.on('exit', () => {
  for (const key in {}) require('node:fs').writeSync(2, 'polluted: ' + key + '\\n');
});`;

const hostilePlugin = `
${pluginSource('hostile', { createDependencies: 'throw Object.assign(new Error("no"), JSON.parse(text))' })}
const text = ${JSON.stringify(HOSTILE)};
const { createNodes } = exports;
exports.createNodes = [createNodes[0], async (files, options) => {
  const results = await createNodes[1](files, options);
  for (const [, { projects }] of results) for (const project of Object.values(projects)) {
    Object.assign(project, { metadata: JSON.parse(text), targets: { ...project.targets, ...JSON.parse(text) } });
  }
  return results;
}];
exports.createMetadata = () => JSON.parse('{"one":{"metadata":' + text + '},"__proto__":{"metadata":' + text + '}}');
`;

/** Nx merges what it has nevertheless. */
const failingPlugin = `${hostilePlugin}
exports.name = 'failing';
const [pattern, create] = exports.createNodes;
exports.createNodes = [pattern, async (files, options) => {
  const partialResults = (await create(files, options)).map(([file, result]) => [file, result]);
  throw Object.assign(new Error('no'), { name: 'AggregateCreateNodesError', errors: [[files[0], new Error('no')]], partialResults });
}];
`;

/** Object.prototype is the answer of a plain object that is asked for this directory. */
test('B05 a directory named __proto__ with a project in it pollutes nothing, and the graph has the others', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js'],
    files: {
      'plugins/a.js': pluginSource('a'),
      '__proto__/component.json': '{}',
      '__proto__/project.json': `{ "name": "evil", "targets": { "build": { "command": "true" } }, "metadata": ${HOSTILE} }`,
      'libs/one/project.json': `{ "name": "one", "metadata": ${HOSTILE}, "targets": { "build": { "command": "true", "options": ${HOSTILE} } } }`,
      'watch.js': watch,
    },
  });
  const env = { NODE_OPTIONS: `--require ${workspace.path('watch.js')}` };
  const { code, stdout, stderr } = await runCli(['graph', '--json'], { cwd: workspace.root, env });
  // A busy machine is told who is at work.
  const complaints = stderr.replace(/^Still at work: .*\n/gm, '');
  expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
  const { graph } = JSON.parse(stdout) as { graph: { nodes: object } };
  expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
});

test('B05 keys such as __proto__ in what a plugin returns and throws pollute neither host nor workers', async () => {
  using workspace = createWorkspace({
    plugins: [
      { plugin: './plugins/hostile.js', options: JSON.parse(HOSTILE) as object },
      './plugins/failing.js',
      './plugins/other.js',
    ],
    files: {
      'plugins/hostile.js': hostilePlugin,
      'plugins/failing.js': failingPlugin,
      'plugins/other.js': pluginSource('other'),
      'watch.js': watch,
    },
  });
  const env = { NODE_OPTIONS: `--require ${workspace.path('watch.js')}` };
  const { stdout, stderr } = await runCli(['graph', '--json'], { cwd: workspace.root, env });
  expect(stderr).not.toMatch(/^polluted: /m);
  const { graph } = JSON.parse(stdout) as { graph: { nodes: Record<string, { data: { targets: object } }> } };
  expect(Object.keys(graph.nodes).sort()).toEqual(['one', 'two']);
  expect(graph.nodes['one'].data.targets).toHaveProperty('other');
});
