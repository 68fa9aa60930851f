import { mkdirSync, symlinkSync } from 'node:fs';
import { findRoot } from '../../src/config/find-root';
import { createTempDirectory } from '../support/temp-directory';

const find = (directory: string | undefined, cwd: string, env: NodeJS.ProcessEnv = {}) =>
  findRoot(directory, cwd, env);
const refused = (message: RegExp) =>
  expect.objectContaining({
    code: 'ROOT_NOT_FOUND',
    message: expect.stringMatching(message) as string,
  }) as Error;
const NX = 'node_modules/nx/package.json';

describe('findRoot', () => {
  test.each(['nx.json', 'nx', 'nx.bat'])('the nearest folder upwards with the file %s', (mark) => {
    using directory = createTempDirectory({
      [mark]: '{}',
      [`inner/${mark}`]: '{}',
      'inner/libs/a.ts': '',
      'libs/b.ts': '',
    });
    expect(find(undefined, directory.path('inner', 'libs'))).toBe(directory.path('inner'));
    expect(find(undefined, directory.path('libs'))).toBe(directory.root);
    expect(find(undefined, directory.root)).toBe(directory.root);
  });

  test('without such a file, the topmost folder with an nx installed; a folder of that name is no mark', () => {
    using directory = createTempDirectory({
      'top/nx/a': '',
      [`top/${NX}`]: '{}',
      [`top/inner/${NX}`]: '{}',
      'top/inner/libs/a.ts': '',
    });
    expect(find(undefined, directory.path('top', 'inner', 'libs'))).toBe(directory.path('top'));
  });

  test('an nx.json goes before every installed nx', () => {
    using directory = createTempDirectory({ 'nx.json': '{}', [`inner/${NX}`]: '{}' });
    expect(find(undefined, directory.path('inner'))).toBe(directory.root);
  });

  test('NX_WORKSPACE_ROOT_PATH goes before the cwd, and a given directory before both', () => {
    using directory = createTempDirectory({ 'one/nx.json': '{}', 'two/nx.json': '{}' });
    const env = { NX_WORKSPACE_ROOT_PATH: directory.path('two') };
    expect(find(undefined, directory.path('one'), env)).toBe(directory.path('two'));
    expect(find('one', directory.root, env)).toBe(directory.path('one'));
    const nowhere = { NX_WORKSPACE_ROOT_PATH: directory.path('nowhere') };
    expect(() => find(undefined, directory.path('one'), nowhere)).toThrow(refused(/no directory .*nowhere/));
  });

  test('a given directory, relative to the cwd, without its symlinks; it is not searched upwards from', () => {
    using directory = createTempDirectory({ 'real/nx.json': '{}', [`bare/${NX}`]: '{}' });
    mkdirSync(directory.path('real', 'below'));
    symlinkSync('real', directory.path('link'));
    expect(find('link', directory.root)).toBe(directory.path('real'));
    expect(find('bare', directory.root)).toBe(directory.path('bare'));
    const root = directory.path('real');
    expect(() => find('real/below', directory.root)).toThrow(
      `There is no nx.json in ${root}/below, and no nx is installed in it. Nx finds the root ${root} from there`,
    );
  });

  test('nowhere', () => {
    using directory = createTempDirectory({ file: '' });
    expect(() => find(undefined, directory.root)).toThrow(
      refused(/no nx\.json in .* or in a folder above it, and no nx is installed in one of them/),
    );
    expect(() => find('.', directory.root)).toThrow(refused(/no nx\.json in .*npx nx init/));
    expect(() => find('none', directory.root)).toThrow(refused(/no directory .*none/));
    expect(() => find('file', directory.root)).toThrow(refused(/no directory .*file/));
  });
});
