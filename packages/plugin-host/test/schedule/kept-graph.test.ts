import type { HostConfiguration } from '../../src/config/host-configuration';
import { createSnapshot } from '../../src/files/file-snapshot';
import type { Computation } from '../../src/schedule/compute-graph';
import { KeptGraph } from '../../src/schedule/kept-graph';

const configuration = { nxJson: { plugins: ['acme'] } } as unknown as HostConfiguration;
const snapshot = createSnapshot({ 'a.json': '1' });
const take = () => Promise.resolve(snapshot);

const worker = (pid: number | undefined, onAsked = () => {}) => ({
  pid,
  isHookless: false,
  answeringWorker: () => (onAsked(), Promise.resolve({} as never)),
});

function computation(errors: unknown[] = []): Computation {
  const computed = { graph: { nodes: {}, dependencies: {} }, sourceMaps: {}, errors } as unknown;
  return { computed: computed as Computation['computed'], plugins: [], snapshot };
}

function keep(workers = [worker(1)], kept = computation()): KeptGraph {
  const graphs = new KeptGraph();
  graphs.keep(kept, configuration, workers);
  return graphs;
}

test('the last graph is the answer if nothing has changed', async () => {
  const kept = computation();
  expect(await keep([worker(1)], kept).find(configuration, [worker(1)], take)).toBe(kept);
});

test('another file, configuration or worker makes another graph', async () => {
  const otherFiles = () => Promise.resolve(createSnapshot({ 'a.json': '2' }));
  expect(await keep().find(configuration, [worker(1)], otherFiles)).toBeUndefined();
  const another = { ...configuration, nxJson: {} };
  expect(await keep().find(another, [worker(1)], take)).toBeUndefined();
  expect(await keep().find(configuration, [worker(2)], take)).toBeUndefined();
});

test('the files are not listed if something else has changed', async () => {
  const listed = jest.fn(take);
  await keep().find(configuration, [worker(2)], listed);
  expect(listed).not.toHaveBeenCalled();
});

test('a worker that is replaced when it is asked, since its sources changed, makes another graph', async () => {
  const asked = worker(1, () => (asked.pid = 2));
  expect(await keep().find(configuration, [asked], take)).toBeUndefined();
});

test('a partial graph is not kept, nor one whose worker is gone', async () => {
  const partial = keep([worker(1)], computation([{ message: 'boom' }]));
  expect(await partial.find(configuration, [worker(1)], take)).toBeUndefined();
  const gone = keep([worker(undefined)]);
  expect(await gone.find(configuration, [worker(undefined)], take)).toBeUndefined();
});

test('a plugin without hooks needs no worker', async () => {
  const hookless = { ...worker(undefined), isHookless: true };
  expect(await keep([hookless]).find(configuration, [hookless], take)).toBeDefined();
});

test('what is forgotten is no answer', async () => {
  const graphs = keep();
  graphs.forget();
  expect(await graphs.find(configuration, [worker(1)], take)).toBeUndefined();
});
