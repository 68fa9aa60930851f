import { around, lastHookOf, type Around } from '../../src/hooks/around';
import { GRAPH_HOOKS } from '../../src/hooks/graph-hooks';
import { CONTEXT, fakePlugin } from '../support/fake-worker';

const dependencies = [{ source: 'a', target: 'b', type: 'static' }];
const whole = fakePlugin('acme', {
  createNodes: (files) => Promise.resolve(files.map((file) => ['acme', file, {}])),
  createDependencies: () => Promise.resolve(dependencies),
  createMetadata: () => Promise.resolve({ a: { metadata: { seen: true } } }),
});
const graph = { nodes: {}, dependencies: {} };
const fileMap = { projectFileMap: {}, nonProjectFiles: [] };
const dependenciesContext = {
  ...CONTEXT,
  projects: {},
  externalNodes: {},
  fileMap,
  filesToProcess: fileMap,
};

test('every hook passes through the layer, with its arguments and its result', async () => {
  const seen: [string, number][] = [];
  const layer: Around = (hook, args, next) => {
    seen.push([hook, args.length]);
    return next(...args);
  };
  const plugin = around(whole, layer);
  expect(await plugin.createNodes![1](['a.json'], CONTEXT)).toEqual([['acme', 'a.json', {}]]);
  expect(await plugin.createDependencies!(dependenciesContext)).toBe(dependencies);
  expect(await plugin.createMetadata!(graph, CONTEXT)).toEqual({ a: { metadata: { seen: true } } });
  expect(seen).toEqual([
    ['createNodes', 2],
    ['createDependencies', 1],
    ['createMetadata', 2],
  ]);
});

test('a hook that the plugin does not have is not made up, and the pattern stays', () => {
  const plugin = around(fakePlugin('acme', { createNodes: () => Promise.resolve([]) }), (_, args, next) =>
    next(...args),
  );
  expect(plugin.createNodes![0]).toBe('**');
  expect(plugin).not.toHaveProperty('createDependencies');
  expect(plugin).not.toHaveProperty('createMetadata');
});

test('the layer is called in the turn in which the hook is called', () => {
  const called: string[] = [];
  const plugin = around(whole, (hook, args, next) => (called.push(hook), next(...args)));
  void plugin.createNodes![1]([], CONTEXT);
  void plugin.createMetadata!(graph, CONTEXT);
  expect(called).toEqual(['createNodes', 'createMetadata']);
});

test('layers lie around each other: the one that was put on last is called first', async () => {
  const order: string[] = [];
  const noting =
    (name: string): Around =>
    (_, args, next) => {
      order.push(name);
      return next(...args).finally(() => order.push(`${name} after`));
    };
  const plugin = around(around(whole, noting('inner')), noting('outer'));
  await plugin.createNodes![1]([], CONTEXT);
  expect(order).toEqual(['outer', 'inner', 'inner after', 'outer after']);
});

test('the last hook of a graph', () => {
  expect(lastHookOf(whole)).toBe(GRAPH_HOOKS.at(-1));
  expect(lastHookOf(fakePlugin('acme', { createNodes: () => Promise.resolve([]) }))).toBe('createNodes');
  expect(lastHookOf(fakePlugin('acme'))).toBeUndefined();
});
