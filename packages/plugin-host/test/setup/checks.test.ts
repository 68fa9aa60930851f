import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkLimits } from '../../src/setup/checks/limits';
import { checkNode } from '../../src/setup/checks/node';
import { checkReuse } from '../../src/setup/checks/reuse';
import { checkSettings } from '../../src/setup/checks/settings';
import { problemOf } from '../../src/setup/finding';
import { findPackageManager } from '../../src/setup/package-manager';
import { readFacts } from '../../src/setup/workspace-facts';
import { nameOfResults } from '../../src/results/identity';
import { reasonsFile } from '../../src/results/kept-reasons';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'checks-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, value: unknown): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), typeof value === 'string' ? value : JSON.stringify(value));
}

describe('checkNode', () => {
  test.each([
    ['v20.20.0', 'good'],
    ['v24.1.0', 'good'],
    ['v20.19.9', 'problem'],
    ['v18.20.4', 'problem'],
  ])('%s is %s', (version, grade) => {
    expect(checkNode(version)).toEqual([expect.objectContaining({ check: 'node', grade })]);
  });
});

describe('checkLimits', () => {
  test('counts directories, but not those that nobody watches', () => {
    for (const directory of ['libs/a', 'libs/b', 'node_modules/x', '.git/x']) write(`${directory}/file`, '');
    const [watches] = checkLimits(readFacts(root, {}), { watches: 5, openFiles: undefined });
    expect(watches).toMatchObject({
      grade: 'warning',
      found: expect.stringContaining('some 4 of the 5') as string,
    });
    expect(watches.todo).toContain('fs.inotify.max_user_watches=524288');
  });

  test('knows how many files a host opens', () => {
    write('nx.json', { plugins: ['a', 'b'] });
    const facts = readFacts(root, {});
    const gradeFor = (openFiles: number) => checkLimits(facts, { watches: undefined, openFiles })[0].grade;
    expect([gradeFor(64), gradeFor(1024)]).toEqual(['warning', 'good']);
  });

  test('says nothing of a system without these limits', () => {
    expect(checkLimits(readFacts(root, {}), { watches: undefined, openFiles: undefined })).toEqual([]);
  });
});

describe('checkSettings', () => {
  const found = (env: NodeJS.ProcessEnv = {}) =>
    checkSettings(readFacts(root, env)).map(({ grade, found, todo }) => `${grade}: ${found}. ${todo ?? ''}`);

  test('is content with none', () => {
    write('nx.json', {});
    expect(found()).toEqual([expect.stringMatching(/^good: .*do not fight/)]);
  });

  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    [
      'an unknown variable',
      { PLUGIN_HOST_REUSES: 'x' },
      /nothing reads .*perhaps PLUGIN_HOST_REUSE is meant/,
    ],
    ['a wrong variable', { PLUGIN_HOST_REUSE: 'x' }, /^problem: .*must be one of.*Correct it/],
    ['the daemon', { NX_DAEMON: 'true' }, /^warning: NX_DAEMON=true has no effect/],
    ['isolation', { NX_ISOLATE_PLUGINS: 'false' }, /^warning: NX_ISOLATE_PLUGINS=false has no effect/],
    ['no cache', { NX_CACHE_PROJECT_GRAPH: 'false' }, /^warning: NX_CACHE_PROJECT_GRAPH=false keeps/],
    [
      'an inspector',
      { NODE_OPTIONS: '--no-warnings --inspect' },
      /^warning: NODE_OPTIONS=.* opens an inspector/,
    ],
    ['no timers', { NX_PLUGIN_NO_TIMEOUTS: 'true' }, /^warning: NX_PLUGIN_NO_TIMEOUTS=true/],
    [
      'one that is in the file',
      { PLUGIN_HOST_REUSE: 'never' },
      /PLUGIN_HOST_REUSE=never goes before "reuse"/,
    ],
    ['one that is for a plugin', { PLUGIN_HOST_TIMEOUT_MS: '5' }, /goes before "timeouts.hookMs"/],
  ])('%s', (_, env, words) => {
    write('nx.json', { plugins: ['a'] });
    write('plugin-host.json', { reuse: 'index', plugins: { a: { timeouts: { hookMs: 1 } } } });
    expect(found(env)).toEqual([expect.stringMatching(words)]);
  });

  test.each<[string, string, unknown, RegExp]>([
    ['an unknown setting', 'plugin-host.json', { speed: 1 }, /^problem: .*no setting "speed"/],
    [
      'a plugin that nx.json lacks',
      'plugin-host.json',
      { plugins: { b: {} } },
      /^problem: .*names "b".*Correct it/,
    ],
    ['a broken nx.json', 'nx.json', '{', /^problem: .*nx\.json:1:2: it is not valid JSON/],
  ])('%s', (_, file, value, words) => {
    write('nx.json', { plugins: ['a'] });
    write(file, value);
    expect(found()).toEqual([expect.stringMatching(words)]);
  });
});

describe('checkReuse', () => {
  const entry = { plugin: 'a', index: 0 };
  const check = () => checkReuse(readFacts(root, {}));

  test('says all that a plugin did which nobody could see', () => {
    write('nx.json', { plugins: ['a'] });
    expect(check()).toEqual([expect.objectContaining({ grade: 'good' })]);
    const { dataDirectory } = readFacts(root, {});
    const reasons = ['started another program, git', 'used the network'];
    reasonsFile(dataDirectory, nameOfResults(entry)).write({ launch: '', reasons });
    expect(check()).toEqual([
      expect.objectContaining({
        grade: 'warning',
        found: expect.stringContaining('it started another program, git; used the network') as string,
        todo: expect.stringContaining('"reuse": "index"') as string,
      }),
    ]);
    write('plugin-host.json', { plugins: { a: { reuse: 'index' } } });
    expect(check()).toEqual([expect.objectContaining({ grade: 'good' })]);
    write('plugin-host.json', { reuse: 'never' });
    expect(check()).toEqual([
      expect.objectContaining({ found: expect.stringContaining('"reuse" says') as string }),
    ]);
  });
});

test('an error becomes what was found, and what to do', () => {
  const error = new Error('No nx is installed in /ws2. Install it there: npm install --save-dev nx.');
  expect(problemOf('nx', error)).toEqual({
    check: 'nx',
    grade: 'problem',
    found: 'No nx is installed in /ws2',
    todo: 'Install it there: npm install --save-dev nx.',
  });
});

describe('findPackageManager', () => {
  test.each([
    [['package-lock.json'], undefined, 'npm'],
    [['pnpm-lock.yaml'], undefined, 'pnpm'],
    [['yarn.lock'], undefined, 'yarn'],
    [['bun.lockb'], undefined, 'bun'],
    [[], undefined, 'npm'],
    [[], 'pnpm@10.0.0', 'pnpm'],
    [['package-lock.json', 'yarn.lock'], 'yarn@4.1.0', 'yarn'],
    [['package-lock.json'], 'pnpm@10.0.0', 'pnpm'],
  ])('%j with packageManager %j: %s', (locks, field, name) => {
    for (const lock of locks) write(lock, '');
    expect(findPackageManager(root, field).name).toBe(name);
  });
});
