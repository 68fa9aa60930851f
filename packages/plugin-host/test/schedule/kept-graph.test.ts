import type { HostConfiguration } from '../../src/config/host-configuration';
import { createSnapshot } from '../../src/files/file-snapshot';
import type { Computation } from '../../src/schedule/compute-graph';
import { KeptGraph } from '../../src/schedule/kept-graph';

const configuration = { nxJson: { plugins: ['acme'] } } as unknown as HostConfiguration;
const snapshot = createSnapshot({ 'a.json': '1' });
const take = () => Promise.resolve(snapshot);
const now = { askIndex: () => Promise.resolve(undefined), filesDigest: () => Promise.resolve('') };

/** `reason`: why its hooks have to run. `answers`: whether Nx's index says the same as before. */
const plugin = ({ isKept = true, reason = undefined as string | undefined, answers = true } = {}) => ({
  isHookless: false,
  answeringWorker: () => Promise.resolve({} as never),
  results: { isKept, reason, ask: () => Promise.resolve(answers) },
});

function hookless(onAsked = () => {}) {
  const it = {
    isHookless: true,
    results: undefined,
    answeringWorker: () => (onAsked(), Promise.resolve({} as never)),
  };
  return it;
}

function computation(errors: unknown[] = []): Computation {
  const computed = { graph: { nodes: {}, dependencies: {} }, sourceMaps: {}, errors } as unknown;
  return { computed: computed as Computation['computed'], plugins: [], snapshot };
}

type Plugins = Parameters<KeptGraph['keep']>[2];

function keep(plugins: Plugins = [plugin()], kept = computation(), isUntouched = () => true): KeptGraph {
  const graphs = new KeptGraph();
  graphs.keep(kept, configuration, plugins, isUntouched);
  return graphs;
}

const find = (graphs: KeptGraph, plugins: Plugins = [plugin()], list = take, other = configuration) =>
  graphs.find(other, plugins, list, now);

test('the last graph is the answer if nothing has changed', async () => {
  const kept = computation();
  expect(await find(keep([plugin()], kept))).toBe(kept);
});

test('another file, configuration, or a hook that has to run makes another graph', async () => {
  const otherFiles = () => Promise.resolve(createSnapshot({ 'a.json': '2' }));
  expect(await find(keep(), [plugin()], otherFiles)).toBeUndefined();
  expect(await find(keep(), [plugin()], take, { ...configuration, nxJson: {} })).toBeUndefined();
  expect(await find(keep(), [plugin({ reason: 'looked at a file' })])).toBeUndefined();
  expect(await find(keep(), [plugin({ answers: false })])).toBeUndefined();
});

test('the files are not listed if something else has changed', async () => {
  const listed = jest.fn(take);
  await find(keep(), [plugin({ reason: 'looked at a file' })], listed);
  expect(listed).not.toHaveBeenCalled();
});

test('a partial graph is not kept, nor one with a hook that runs each time', async () => {
  expect(await find(keep([plugin()], computation([{ message: 'boom' }])))).toBeUndefined();
  expect(await find(keep([plugin({ isKept: false })]))).toBeUndefined();
});

test('a plugin without hooks has nothing to do, until its source has one', async () => {
  expect(await find(keep([hookless()]), [hookless()])).toBeDefined();
  const changed = hookless(() => (changed.isHookless = false));
  expect(await find(keep([hookless()]), [changed])).toBeUndefined();
});

test('a graph during which a file was written is no answer; that is looked at once', async () => {
  expect(await find(keep([plugin()], computation(), () => false))).toBeUndefined();
  const isUntouched = jest.fn(() => true);
  const graphs = keep([plugin()], computation(), isUntouched);
  graphs.check();
  expect(await find(graphs)).toBeDefined();
  expect(isUntouched).toHaveBeenCalledTimes(1);
});
