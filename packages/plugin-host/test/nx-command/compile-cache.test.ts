import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { keepCompiled } from '../../src/nx-command/compile-cache';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

const node = Module as { enableCompileCache?: unknown };
const { enableCompileCache } = node;
const enable = jest.fn();
let workspace: TempDirectory;

beforeEach(() => {
  workspace = createTempDirectory({});
  enable.mockReset();
  node.enableCompileCache = enable;
});
afterEach(() => {
  node.enableCompileCache = enableCompileCache;
  workspace[Symbol.dispose]();
});

const directory = () => workspace.path('.nx/workspace-data/plugin-host-compiled');

test('what node compiles is kept in a directory of this user', () => {
  keepCompiled(workspace.root, {});
  expect(enable).toHaveBeenCalledWith(directory());
  expect(existsSync(directory())).toBe(true);
});

test.each(['NODE_COMPILE_CACHE', 'NODE_DISABLE_COMPILE_CACHE'])('not if %s says otherwise', (name) => {
  keepCompiled(workspace.root, { [name]: '1' });
  expect([enable.mock.calls, existsSync(directory())]).toEqual([[], false]);
});

test('not if others may write there, or nobody can', () => {
  mkdirSync(directory(), { recursive: true });
  chmodSync(directory(), 0o777);
  keepCompiled(workspace.root, {});
  writeFileSync(workspace.path('file'), '');
  keepCompiled(workspace.path('file'), {});
  expect(enable).not.toHaveBeenCalled();
});

test('nodes that can not do it go on as ever', () => {
  delete node.enableCompileCache;
  keepCompiled(workspace.root, {});
  expect(existsSync(directory())).toBe(false);
});
