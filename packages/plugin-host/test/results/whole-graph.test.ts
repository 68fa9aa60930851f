import { writeFileSync } from 'node:fs';
import type { HostConfiguration } from '../../src/config/host-configuration';
import type { KeptResults } from '../../src/results/kept-results';
import { WholeGraph } from '../../src/results/whole-graph';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';
import { launchConfiguration } from '../support/supervised';

let directory: TempDirectory;
beforeEach(() => (directory = createTempDirectory({ 'cache.json': '{}', 'node_modules/a/index.js': '' })));
afterEach(() => directory[Symbol.dispose]());

const answer = { graph: 'the graph' };

interface State {
  nxJson?: object;
  env?: NodeJS.ProcessEnv;
  stamp?: string;
  hasToRun?: boolean;
  answers?: boolean;
}

/** A graph with one plugin; `answers`: whether Nx's index says the same to it. */
function open({ nxJson = {}, env = {}, stamp = 'stamp', hasToRun = false, answers = true }: State = {}) {
  const configuration = {
    nxJson,
    entries: [{ plugin: 'acme', index: 0 }],
    launches: [launchConfiguration()],
  } as unknown as HostConfiguration;
  const results = [
    { stamp, begin: () => !hasToRun, ask: () => Promise.resolve(answers) },
  ] as unknown as KeptResults[];
  const { root } = directory;
  return new WholeGraph({ root, dataDirectory: root, nxVersion: '23.2.1', configuration, env, results });
}

/** The answer as another process finds it. */
async function find(state?: State, files = 'files'): Promise<unknown> {
  const whole = open(state);
  const now = { askIndex: () => Promise.resolve(undefined), filesDigest: () => Promise.resolve(files) };
  return whole.begin() ? whole.find(now) : 'not begun';
}

const keep = (state?: State) => open(state).keep(answer, 'files', directory.path('cache.json'));

test('the graph that was kept is the answer if nothing has changed', async () => {
  expect(await find()).toBe('not begun');
  keep();
  expect(await find()).toEqual(answer);
  // Whoever runs a command once may have set something for it.
  expect(await find({ env: { RUN_NUMBER: '7' } })).toEqual(answer);
});

test.each<[string, State]>([
  ['nx.json', { nxJson: { other: true } }],
  ['a variable of nx', { env: { NX_INFER_ALL_PACKAGE_JSONS: 'true' } }],
  ['what a plugin gave', { stamp: 'another' }],
  ['a hook that has to run', { hasToRun: true }],
])('it is none after a change of %s', async (_, state) => {
  keep();
  expect(await find(state)).toBe('not begun');
});

test('it is none if Nx’s index says something else', async () => {
  keep();
  expect(await find({}, 'other files')).toBeUndefined();
  expect(await find({ answers: false })).toBeUndefined();
});

test('it is none if somebody else has written Nx’s cache, or other packages are installed', async () => {
  keep();
  writeFileSync(directory.path('cache.json'), '{ "other": true }');
  expect(await find()).toBe('not begun');
  keep();
  expect(await find()).toEqual(answer);
  writeFileSync(directory.path('node_modules/.package-lock.json'), '{}');
  expect(await find()).toBe('not begun');
});

test('nothing is kept as long as a result is not written', async () => {
  const whole = open();
  Object.assign((whole as unknown as { settings: { results: object[] } }).settings.results[0], {
    stamp: undefined,
  });
  whole.keep(answer, 'files', directory.path('cache.json'));
  expect(await find()).toBe('not begun');
});
