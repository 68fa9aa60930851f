import { readFileSync } from 'node:fs';
import { createWorkspace } from '../support/create-workspace';
import { runCli } from '../support/run';

const RUNS = 4;

/**
 * Waits a random time in each hook, and gives the files of createNodes in the order in which they were done. All three
 * plugins give the same projects, the same edges and the same metadata keys.
 */
function slowPlugin(name: string): string {
  return `
const { basename, dirname } = require('node:path');
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
exports.name = '${name}';
exports.createNodes = ['**/component.json', async (files) => {
  const results = [];
  const create = (file) => [file, { projects: { [dirname(file)]: {
    name: basename(dirname(file)), tags: ['${name}'], targets: { common: { command: '${name}' }, '${name}': { command: 'true' } },
  } } }];
  await Promise.all(files.map((file) => pause().then(() => results.push(create(file)))));
  return results;
}];
exports.createDependencies = async () => {
  await pause();
  const edge = (source, target) => ({ source, target, type: 'implicit' });
  return '${name}' === 'b' ? [edge('one', 'three'), edge('one', 'two')] : [edge('one', 'two'), edge('two', 'three')];
};
exports.createMetadata = async () => {
  await pause();
  return { one: { metadata: { description: '${name}', '${name}': true } } };
};`;
}

test('B30 random delays in every hook of every plugin: the same bytes', async () => {
  const names = ['a', 'b', 'c'];
  using workspace = createWorkspace({
    plugins: names.map((name) => `./plugins/${name}.js`),
    files: {
      'libs/three/component.json': '{}',
      ...Object.fromEntries(names.map((name) => [`plugins/${name}.js`, slowPlugin(name)])),
    },
  });
  const outputs: string[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { code, stderr } = await runCli(['graph', '--file', workspace.path('.nx', 'graph.json')], {
      cwd: workspace.root,
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    outputs.push(readFileSync(workspace.path('.nx', 'graph.json'), 'utf8'));
  }
  expect(outputs[0]).toContain('"description":"c"');
  expect(new Set(outputs).size).toBe(1);
}, 120_000);
