import { rmSync, writeFileSync } from 'node:fs';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostConfiguration } from '../../src/config/host-configuration';
import type { KeptResults } from '../../src/results/kept-results';
import { createSnapshot } from '../../src/files/file-snapshot';
import { forgetWhole, WholeGraph } from '../../src/results/whole-graph';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';
import { launchConfiguration } from '../support/supervised';

let directory: TempDirectory;
beforeEach(() => {
  const files = { 'cache.json': '{}', 'node_modules/a/index.js': '', 'source.ts': '' };
  directory = createTempDirectory(files);
});
afterEach(() => directory[Symbol.dispose]());

const answer = { graph: 'the graph' };

interface State {
  nxJson?: object;
  env?: NodeJS.ProcessEnv;
  stamp?: string;
  hasToRun?: boolean;
  /** Digest of the index that a plugin depends on which does what can't be seen. */
  filesOfResult?: string;
}

/** As the index has it, which another process may have made of older hashes. */
const FILES = { 'source.ts': 'hash' };
const QUERY: Input = { kind: 'query', of: '["glob",["*"]]', seen: 'answer' };
const ask = () => Promise.resolve('answer');

/** A graph with one plugin. */
function open({ nxJson = {}, env = {}, stamp = 'stamp', hasToRun = false, filesOfResult }: State = {}) {
  const configuration = {
    nxJson,
    entries: [{ plugin: 'acme', index: 0 }],
    launches: [launchConfiguration()],
  } as unknown as HostConfiguration;
  const reason = hasToRun ? 'has to run' : undefined;
  const kept = { inputs: [QUERY], files: filesOfResult };
  const results = [{ stamp, begin: () => !hasToRun, reason, kept }] as unknown as KeptResults[];
  const { root } = directory;
  return new WholeGraph({ root, dataDirectory: root, nxVersion: '23.2.1', configuration, env, results });
}

/** The answer as another process finds it. */
function find(state?: State, files: Record<string, string> = FILES, hash = 'hash'): unknown {
  const whole = open(state);
  return whole.begin() ? whole.find({ snapshot: createSnapshot(files), hashFile: () => hash }) : 'not begun';
}

const keep = (state?: State, madeAtMs = Date.now()) =>
  open(state).keep(answer, createSnapshot(FILES, madeAtMs), ask, directory.path('cache.json'));

test('the graph that was kept is the answer if nothing has changed', async () => {
  expect(find()).toBe('not begun');
  await keep();
  expect(find()).toEqual(answer);
  // Whoever runs a command once may have set something for it.
  expect(find({ env: { RUN_NUMBER: '7' } })).toEqual(answer);
});

test.each<[string, State]>([
  ['nx.json', { nxJson: { other: true } }],
  ['a variable of nx', { env: { NX_INFER_ALL_PACKAGE_JSONS: 'true' } }],
  ['what a plugin gave', { stamp: 'another' }],
  ['a hook that has to run', { hasToRun: true }],
])('it is none after a change of %s', async (_, state) => {
  await keep();
  expect(find(state)).toBe('not begun');
});

test('it is none if Nx’s index has other files', async () => {
  await keep();
  expect(find({}, { ...FILES, 'other.ts': 'hash' })).toBeUndefined();
});

test('it is none if a file was written again in the second in which it was indexed: its hash is an old one', async () => {
  await keep();
  expect(find({}, FILES, 'hash of now')).toBeUndefined();
  // Long after it was written, the hash was of that file, or it would be another one now.
  const later = Date.now() + 60_000;
  await keep({}, later);
  expect(find({}, FILES, 'hash of now')).toEqual(answer);
  rmSync(directory.path('source.ts'));
  expect(find({}, FILES, 'hash of now')).toBeUndefined();
});

test('it is none if a plugin that can not be seen has run for other files since', async () => {
  await keep();
  expect(find({ filesOfResult: createSnapshot(FILES).digest })).toEqual(answer);
  expect(find({ filesOfResult: createSnapshot({}).digest })).toBeUndefined();
});

test('nothing is kept if a plugin was told something else of the index', async () => {
  const other = () => Promise.resolve('another answer');
  expect(await open().keep(answer, createSnapshot(FILES), other)).toBeUndefined();
  expect(find()).toBe('not begun');
});

test('Nx’s cache has it or not, and what was forgotten is gone', async () => {
  const isInNxCache = () => {
    const whole = open();
    return whole.begin() && whole.isInNxCache();
  };
  const digest = await open().keep(answer, createSnapshot(FILES), ask);
  expect([find(), isInNxCache()]).toEqual([answer, false]);
  await keep();
  expect(isInNxCache()).toBe(true);
  forgetWhole(directory.root, digest!);
  // It was another one.
  expect(find()).toEqual(answer);
  writeFileSync(directory.path('cache.json'), '{ "other": true }');
  expect([find(), isInNxCache()]).toEqual([answer, false]);
  const whole = open();
  whole.begin();
  forgetWhole(directory.root, whole.digest!);
  expect(find()).toBe('not begun');
});

test('it is none if other packages are installed', async () => {
  await keep();
  expect(find()).toEqual(answer);
  writeFileSync(directory.path('node_modules/.package-lock.json'), '{}');
  expect(find()).toBe('not begun');
});

test('nothing is kept as long as a result is not written', async () => {
  const whole = open();
  Object.assign((whole as unknown as { settings: { results: object[] } }).settings.results[0], {
    stamp: undefined,
  });
  expect(await whole.keep(answer, createSnapshot(FILES), ask)).toBeUndefined();
  expect(find()).toBe('not begun');
});
