import { mkdirSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { SourceFiles } from '../../src/workers/source-files';
import { createTempDirectory } from '../support/temp-directory';

const versionOf = (file: string) => {
  const { ctimeNs, size, ino } = statSync(file, { bigint: true });
  return `${ctimeNs} ${size} ${ino}`;
};

describe('B61 SourceFiles', () => {
  const inDirectory = (use: (file: string, sources: SourceFiles) => void) => {
    using directory = createTempDirectory({ 'library.ts': 'old' });
    use(directory.path('library.ts'), new SourceFiles());
  };

  test('what was loaded and is the same is no change', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      expect(sources.findChange(reported)).toBeUndefined();
    }));

  test('another content is one, also where the file was only just loaded; the same content is none', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      utimesSync(file, 1, 1);
      expect(sources.findChange(reported)).toBeUndefined();
      writeFileSync(file, 'new');
      expect(sources.findChange(reported)).toBe(file);
      sources.forget();
      expect(sources.findChange(reported)).toBe(file);
    }));

  test('a file that is gone is one', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: versionOf(file) }, manifests: {} };
      expect(sources.findChange(reported)).toBeUndefined();
      unlinkSync(file);
      expect(sources.findChange(reported)).toBe(file);
    }));

  test('what may have been written while it was loaded replaces a worker once', () =>
    inDirectory((file, sources) => {
      const reported = { files: { [file]: 'unknown' }, manifests: {} };
      expect(sources.findChange(reported)).toBe(file);
      sources.forget();
      expect(sources.findChange(reported)).toBeUndefined();
    }));

  test('of a package.json beside a source only what decides its format counts; one that appears does', () => {
    using directory = createTempDirectory({ 'package.json': '{ "name": "a" }' });
    const [file, absent] = [directory.path('package.json'), directory.path('nearer/package.json')];
    const reported = { files: {}, manifests: { [file]: versionOf(file), [absent]: 'gone' } };
    const sources = new SourceFiles();
    expect(sources.findChange(reported)).toBeUndefined();
    writeFileSync(file, '{ "name": "a", "scripts": {} }');
    expect(sources.findChange(reported)).toBeUndefined();
    writeFileSync(file, '{ "name": "a", "type": "module" }');
    expect(sources.findChange(reported)).toBe(file);
    mkdirSync(directory.path('nearer'));
    writeFileSync(absent, '{}');
    expect(sources.findChange(reported)).toBe(absent);
  });
});
