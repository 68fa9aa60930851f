import { serializeError } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { GraphForNx } from '../../src/host/graph-for-nx';
import { GraphAnswers, replaceGraph, type GraphSeam } from '../../src/nx-command/graph-seam';
import type { Reporter } from '../../src/nx-command/reporter';
import { CALLED } from '../../src/nx-command/seams';
import { createTempDirectory } from '../support/temp-directory';

const graph = { nodes: { one: { name: 'one', data: { root: 'libs/one' } } }, dependencies: {} } as never;
const sourceMaps = { 'libs/one': {} };
const complete: GraphForNx = { errors: [], plugins: [], complete: { graph, sourceMaps } };
const error = {
  ...{ plugin: 'acme', hook: 'createNodes', code: 'Error', message: 'no' },
  error: serializeError(new Error('no')),
};

/** What the modules of Nx that are called note, as they are called. */
const NX = {
  [CALLED.workspaceFiles]: `exports.retrieveWorkspaceFiles = (root, roots) => {
    (globalThis.calls ??= []).push(['files', roots]);
    return Promise.resolve({ fileMap: 'map', allWorkspaceFiles: 'all', rustReferences: 'rust' }); };`,
  [CALLED.buildGraph]: `exports.hydrateFileMap = (...args) => (globalThis.calls ??= []).push(['hydrate', ...args]);`,
  [CALLED.workspaceContext]: `exports.setupWorkspaceContext = () => (globalThis.calls ??= []).push(['index']);`,
};

function create(answers: (GraphForNx | Error)[]) {
  const nx = createTempDirectory(NX);
  const calls: unknown[] = ((globalThis as { calls?: unknown[] }).calls = []);
  const said: unknown[] = [];
  const reporter = {
    note: (text: string) => said.push(text),
    graphErrors: (errors: unknown[]) => said.push(errors),
    answered: () => undefined,
  } as unknown as Reporter;
  const next = () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const { answer } = new GraphAnswers({ graph: next }, nx.root, '/ws', reporter);
  return { answer, calls, said, [Symbol.dispose]: () => nx[Symbol.dispose]() };
}

describe('requests for a graph', () => {
  test('a complete graph is handed over, and Nx knows its files', async () => {
    using nx = create([complete]);
    expect(await nx.answer()).toEqual({ projectGraph: graph, sourceMaps });
    const hydrated = [
      ['files', { 'libs/one': 'one' }],
      ['hydrate', 'map', 'all', 'rust'],
    ];
    expect(nx.calls).toEqual(hydrated);
    await nx.answer();
    expect(nx.calls).toEqual([...hydrated, ['index'], ...hydrated]);
  });

  test('a partial graph is none; its errors are said once, and again if they are others', async () => {
    const other = { ...error, hook: 'createMetadata' };
    const partial = (...errors: (typeof error)[]): GraphForNx => ({ errors, plugins: [] });
    using nx = create([partial(error), partial(error), partial(other)]);
    for (let count = 0; count < 3; count++) expect(await nx.answer()).toBeUndefined();
    expect(nx.said).toEqual([[error], [other]]);
    expect(nx.calls).toEqual([['index'], ['index']]);
  });

  test('a host that has no answer costs a line, once', async () => {
    using nx = create([new Error('It is held.')]);
    expect(await nx.answer()).toBeUndefined();
    expect(await nx.answer()).toBeUndefined();
    expect(nx.said).toEqual(['It is held.\n']);
  });
});

describe("Nx's functions", () => {
  const withSourceMaps = { projectGraph: graph, sourceMaps };
  const original = () =>
    ({
      createProjectGraphAsync: jest.fn(() => Promise.resolve('nx')),
      createProjectGraphAndSourceMapsAsync: jest.fn(() => Promise.resolve('nx with maps')),
      buildProjectGraphAndSourceMapsWithoutDaemon: jest.fn(() => Promise.resolve('nx built')),
    }) as unknown as GraphSeam;

  afterEach(() => delete process.env['NX_FORCE_REUSE_CACHED_GRAPH']);

  test('give our answer in their shapes', async () => {
    const nx = original();
    replaceGraph(nx, () => Promise.resolve(withSourceMaps));
    const { createProjectGraphAsync, ...others } = nx as unknown as Record<string, () => Promise<unknown>>;
    expect(await createProjectGraphAsync()).toBe(graph);
    for (const create of Object.values(others)) expect(await create()).toBe(withSourceMaps);
  });

  test('are called as they were if we have no answer', async () => {
    const nx = original();
    const { createProjectGraphAsync: called } = nx;
    replaceGraph(nx, () => Promise.resolve(undefined));
    expect(await nx.createProjectGraphAsync({ exitOnError: true })).toBe('nx');
    expect(called).toHaveBeenCalledWith({ exitOnError: true });
    expect(await nx.buildProjectGraphAndSourceMapsWithoutDaemon()).toBe('nx built');
  });

  test('NX_FORCE_REUSE_CACHED_GRAPH is about the one that knows it', async () => {
    process.env['NX_FORCE_REUSE_CACHED_GRAPH'] = 'true';
    const nx = original();
    replaceGraph(nx, () => Promise.resolve(withSourceMaps));
    expect(await nx.createProjectGraphAsync()).toBe('nx');
    expect(await nx.createProjectGraphAndSourceMapsAsync()).toBe(withSourceMaps);
  });
});
