import { mkdirSync, symlinkSync } from 'node:fs';
import { findRoot } from '../../src/config/find-root';
import { createTempDirectory } from '../support/temp-directory';

describe('findRoot', () => {
  test('the nearest folder upwards with an nx.json', () => {
    using directory = createTempDirectory({
      'nx.json': '{}',
      'inner/nx.json': '{}',
      'inner/libs/a.ts': '',
      'libs/b.ts': '',
    });
    expect(findRoot(undefined, directory.path('inner', 'libs'))).toBe(directory.path('inner'));
    expect(findRoot(undefined, directory.path('libs'))).toBe(directory.root);
    expect(findRoot(undefined, directory.root)).toBe(directory.root);
  });

  test('a given directory, relative to the cwd, without its symlinks; it is not searched upwards from', () => {
    using directory = createTempDirectory({ 'real/nx.json': '{}' });
    mkdirSync(directory.path('real', 'below'));
    symlinkSync('real', directory.path('link'));
    expect(findRoot('link', directory.root)).toBe(directory.path('real'));
    expect(() => findRoot('real/below', directory.root)).toThrow(
      `There is no nx.json in ${directory.path('real', 'below')}.`,
    );
  });

  test('nowhere', () => {
    using directory = createTempDirectory({ file: '' });
    const refused = (message: RegExp) =>
      expect.objectContaining({
        code: 'ROOT_NOT_FOUND',
        message: expect.stringMatching(message) as string,
      }) as Error;
    expect(() => findRoot(undefined, directory.root)).toThrow(
      refused(/no nx\.json in .* or in a folder above it/),
    );
    expect(() => findRoot('none', directory.root)).toThrow(refused(/no directory .*none/));
    expect(() => findRoot('file', directory.root)).toThrow(refused(/no directory .*file/));
  });
});
