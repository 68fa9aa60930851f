import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { runCli } from '../support/run';

const PLUGIN = `
const { basename, dirname } = require('node:path');
const read = { executor: '@ws/local:read' };
module.exports = {
  name: 'components',
  createNodes: ['libs/*/component.json', (files) => files.map((file) => {
    const root = dirname(file);
    return [file, { projects: { [root]: { name: basename(root), root, targets: { read, build: { command: 'true', syncGenerators: ['@ws/local:list'] } } } } }];
  })],
};`;

/** A generator that writes a project and asks for the graph again, at once and when its files are written. */
const ADD = `
const { createProjectGraphAsync, readCachedProjectGraph } = require('@nx/devkit');
const { getFileMap } = require('nx/src/project-graph/build-project-graph');
const { mkdirSync, writeFileSync } = require('node:fs');
const say = (...words) => console.log(JSON.stringify(words));
const names = ({ nodes }) => Object.keys(nodes).sort().join();
const files = () => getFileMap().fileMap.projectFileMap.three.map(({ file }) => file).join();
module.exports = async (tree) => {
  say('before', names(await createProjectGraphAsync()));
  mkdirSync('libs/three');
  writeFileSync('libs/three/component.json', '{}');
  say('written', names(await createProjectGraphAsync()), names(readCachedProjectGraph()), files());
  tree.write('libs/three/made.txt', 'made');
  return async () => say('done', names(await createProjectGraphAsync()), files());
};`;
const LIST = `
const { createProjectGraphAsync } = require('@nx/devkit');
module.exports = async (tree) => {
  const { nodes } = await createProjectGraphAsync();
  tree.write('projects.txt', Object.keys(nodes).sort().join('\\n') + '\\n');
};`;
const READ = `
const { readCachedProjectGraph } = require('@nx/devkit');
module.exports = async () => {
  console.log('cached', Object.keys(readCachedProjectGraph().nodes).sort().join());
  return { success: true };
};`;
const SCHEMA = '{ "version": 2, "type": "object", "properties": {} }';

describe('B85 commands that write', () => {
  let workspace: Workspace;

  beforeAll(() => {
    const of = (factory: string) => ({ factory, schema: './schema.json' });
    workspace = createWorkspace({
      plugins: ['./components.js'],
      modules: 'own',
      files: {
        'components.js': PLUGIN,
        'local/package.json':
          '{ "name": "@ws/local", "version": "1.0.0", "generators": "./all.json", "executors": "./all.json" }',
        'local/all.json': JSON.stringify({
          generators: { add: of('./add'), list: of('./list') },
          executors: { read: { implementation: './read', schema: './schema.json' } },
        }),
        'local/schema.json': SCHEMA,
        ...{ 'local/add.js': ADD, 'local/list.js': LIST, 'local/read.js': READ },
      },
    });
    for (const scope of ['@nx', '@ws']) mkdirSync(workspace.path('node_modules', scope));
    for (const name of ['@nx/devkit', 'tslib'])
      symlinkSync(join(repositoryRoot, 'node_modules', name), workspace.path('node_modules', name));
    symlinkSync(workspace.path('local'), workspace.path('node_modules/@ws/local'));
  });
  afterAll(() => workspace[Symbol.dispose]());

  const nx = (...args: string[]) => runCli(['nx', ...args], { cwd: workspace.root });

  test('a generator gets the graph of what it wrote, in its process and in the cache', async () => {
    const { code, stdout, stderr } = await nx('generate', '@ws/local:add');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const said = stdout.split('\n').filter((line) => line.startsWith('['));
    const after = 'one,three,two';
    const written = 'libs/three/component.json';
    expect(said.map((line) => JSON.parse(line) as string[])).toEqual([
      ['before', 'one,two'],
      ['written', after, after, written],
      ['done', after, `${written},libs/three/made.txt`],
    ]);
  });

  test('an executor finds the graph in the cache', async () => {
    workspace.remove('.nx');
    const { code, stdout } = await nx('run', 'one:read');
    expect(code).toBe(0);
    expect(stdout).toContain('cached one,three,two\n');
  });

  test('a sync generator knows what is there, and plain nx finds all files in its cache', async () => {
    expect(await nx('sync')).toMatchObject({ code: 0 });
    expect(workspace.read('projects.txt')).toBe('one\nthree\ntwo\n');
    const cached = JSON.parse(workspace.read('.nx/workspace-data/file-map.json')) as {
      fileMap: { projectFileMap: Record<string, { file: string }[]> };
    };
    expect(cached.fileMap.projectFileMap['three'].map(({ file }) => file)).toEqual([
      'libs/three/component.json',
      'libs/three/made.txt',
    ]);
  });
});
