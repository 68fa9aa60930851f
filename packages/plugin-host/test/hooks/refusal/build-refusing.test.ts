import { buildRefusing } from '../../../src/hooks/refusal/build-refusing';
import type { NxAdapter, NxGraph, NxPlugin } from '../../../src/nx/adapter';
import { CONTEXT, fakePlugin } from '../../support/fake-worker';

const FILES = ['a.json', 'b.json', 'c.json'];

/** Nx, which trips over each project with the tag 5, and whose own plugin fails if there is one with the tag 6. */
function strictNx(): Pick<NxAdapter, 'buildGraph' | 'matchFiles' | 'createNodesContext'> {
  const buildGraph = async (specified: NxPlugin[], core: NxPlugin[]): Promise<NxGraph> => {
    const nodes: NxGraph['graph']['nodes'] = {};
    for (const plugin of [...specified, ...core]) {
      for (const [, file, { projects = {} }] of (await plugin.createNodes?.[1](FILES, CONTEXT)) ?? []) {
        for (const [root, { tags }] of Object.entries(projects)) {
          if ((tags as unknown[]).includes(5)) throw new TypeError('tag.startsWith is not a function');
          nodes[`${file}:${root}`] = { name: root, type: 'lib', data: { root, tags } };
        }
      }
    }
    const errors: Error[] = [];
    for (const plugin of core) {
      const isMisled = Object.values(nodes).some(({ data }) => (data['tags'] as unknown[]).includes(6));
      if (isMisled)
        errors.push(
          Object.assign(new Error('of core'), { name: 'ProcessDependenciesError', pluginName: plugin.name }),
        );
    }
    return { graph: { nodes, dependencies: {} }, sourceMaps: {}, errors };
  };
  return { buildGraph, matchFiles: () => Promise.resolve(FILES), createNodesContext: () => CONTEXT };
}

const tagging = (name: string, tagsOf: (file: string) => unknown[]): NxPlugin => ({
  ...fakePlugin(name, {
    createNodes: (files) =>
      Promise.resolve(files.map((file) => [name, file, { projects: { [file]: { tags: tagsOf(file) } } }])),
  }),
  index: 0,
  entry: `./${name}.ts`,
});

function build(specified: NxPlugin[], core: NxPlugin[] = [], signal = new AbortController().signal) {
  return buildRefusing({ nx: strictNx(), nxJson: {}, specified, core, signal });
}

test('what Nx takes is the graph, and nothing is said', async () => {
  const { graph, errors } = await build([tagging('acme', () => ['ok'])]);
  expect(Object.keys(graph.nodes)).toHaveLength(3);
  expect(errors).toEqual([]);
});

test('a result over which Nx trips costs that result alone, and says whose it is, of which file and field', async () => {
  const bad = tagging('bad', (file) => (file === 'b.json' ? [5] : ['ok']));
  const { graph, errors } = await build([bad, tagging('good', () => ['ok'])]);
  expect(Object.keys(graph.nodes).sort()).toEqual(['a.json:a.json', 'b.json:b.json', 'c.json:c.json']);
  expect(errors).toMatchObject([
    {
      plugin: './bad.ts',
      name: 'bad',
      hook: 'createNodes',
      file: 'b.json',
      field: 'projects.b.json.tags[0]',
      code: 'RESULT_INVALID',
    },
  ]);
});

test('two plugins whose results Nx refuses are told apart', async () => {
  const { errors } = await build([
    tagging('one', (file) => (file === 'a.json' ? [5] : [])),
    tagging('two', (file) => (file === 'c.json' ? [5] : [])),
  ]);
  expect(errors.map(({ plugin, file }) => `${plugin} ${file}`).sort()).toEqual([
    './one.ts a.json',
    './two.ts c.json',
  ]);
});

test('a core plugin that fails over what another one gave is not the one to blame', async () => {
  const core: NxPlugin = fakePlugin('nx/js');
  const { graph, errors } = await build([tagging('bad', (file) => (file === 'a.json' ? [6] : []))], [core]);
  expect(Object.keys(graph.nodes)).toEqual(['b.json:b.json', 'c.json:c.json']);
  expect(errors).toMatchObject([{ plugin: './bad.ts', file: 'a.json' }]);
});

test('if there is no graph without any plugin either, Nx is right', async () => {
  const nx = { ...strictNx(), buildGraph: () => Promise.reject(new Error('nx itself is broken')) };
  const building = buildRefusing({
    nx,
    nxJson: {},
    specified: [tagging('acme', () => [])],
    core: [],
    signal: new AbortController().signal,
  });
  await expect(building).rejects.toThrow('nx itself is broken');
});

test('nothing is searched for a graph that is out of date', async () => {
  const controller = new AbortController();
  const bad = tagging('bad', () => (controller.abort(new Error('the workspace changed')), [5]));
  await expect(build([bad], [], controller.signal)).rejects.toThrow('the workspace changed');
});
