import { dirname } from 'node:path';
import { differingVariables, digestEnvironment } from '../../src/discovery/relevant-environment';

function differing(one: NodeJS.ProcessEnv, other: NodeJS.ProcessEnv): string[] {
  return differingVariables(digestEnvironment(one), digestEnvironment(other));
}

test('what may change what a plugin does counts: changed, added, removed', () => {
  expect(differing({ CI: 'true', A: '1', HOME: '/x' }, { NODE_ENV: 'test', A: '2', HOME: '/x' })).toEqual([
    'A',
    'CI',
    'NODE_ENV',
  ]);
});

test('another terminal, session or script of a package manager does not count', () => {
  const terminal = { TERM: 'xterm', TERM_PROGRAM: 'vscode', PWD: '/a', SHLVL: '1', SSH_TTY: '/dev/pts/1' };
  const script = { npm_lifecycle_event: 'graph', npm_config_cache: '/c', INIT_CWD: '/a', FORCE_COLOR: '1' };
  expect(differing({ A: '1' }, { A: '1', ...terminal, ...script, NX_DAEMON: 'false' })).toEqual([]);
});

test('what nx sets for a task does not count; what a person sets for nx does', () => {
  const node = dirname(process.execPath);
  const PATH = `/usr/bin:${node}:/bin`;
  const task = { NX_CLI_SET: 'true', NX_TASK_HASH: '1', LERNA_PACKAGE_NAME: 'one', NX_TUI: 'false' };
  const nested = {
    ...task,
    NX_LOAD_DOT_ENV_FILES: 'true',
    PATH: `/ws/node_modules/.bin:/node_modules/.bin:${node}:${PATH}`,
  };
  expect(differing({ PATH }, nested)).toEqual([]);
  expect(differing({}, { NX_LOAD_DOT_ENV_FILES: 'false', NX_BASE: 'x' })).toEqual([
    'NX_BASE',
    'NX_LOAD_DOT_ENV_FILES',
  ]);
});

test('PATH counts without what package managers put in front of it', () => {
  const script = '/ws/node_modules/.bin:/node_modules/.bin:/npm/node-gyp-bin:/usr/bin:/bin';
  expect(differing({ PATH: '/usr/bin:/bin' }, { PATH: script })).toEqual([]);
  expect(differing({ PATH: '/usr/bin:/bin' }, { PATH: '/opt/node/bin:/usr/bin:/bin' })).toEqual(['PATH']);
});

test('values are not told', () => {
  expect(JSON.stringify(digestEnvironment({ SECRET: 'swordfish' }))).not.toContain('swordfish');
});
