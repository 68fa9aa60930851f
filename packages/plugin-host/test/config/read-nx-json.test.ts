import { readNxJson } from '../../src/config/read-nx-json';
import { createTempDirectory } from '../support/temp-directory';

function read(text: string, others: Record<string, string> = {}): Record<string, unknown> {
  using directory = createTempDirectory({ 'nx.json': text, ...others });
  return readNxJson(directory.root);
}

describe('readNxJson', () => {
  test('comments, trailing commas and a byte order mark are allowed', () => {
    expect(read('\uFEFF{\n  // one\n  "plugins": ["a", /* two */ "b",],\n}\n')).toEqual({
      plugins: ['a', 'b'],
    });
  });

  test('extends a file: own keys win, whole', () => {
    const own = '{ "extends": "./base.json", "plugins": ["a"] }';
    const base = '{ "plugins": ["b", "c"], "defaultBase": "main" /* a comment */ }';
    expect(read(own, { 'base.json': base })).toEqual({
      extends: './base.json',
      plugins: ['a'],
      defaultBase: 'main',
    });
  });

  test('extends a preset of a package', () => {
    const preset = {
      'node_modules/acme/preset.json': '{ "plugins": ["acme"] }',
      'node_modules/acme/package.json': '{}',
    };
    expect(read('{ "extends": "acme/preset.json" }', preset)).toMatchObject({ plugins: ['acme'] });
  });

  test.each([
    [
      '{\n  "plugins": [\n    "a"\n  }\n}',
      /nx\.json:4:3: it is no valid JSON: comma expected\. Correct it there\.$/,
    ],
    ['{ "plugins": [,] }', /nx\.json:1:15: it is no valid JSON: value expected\. Correct it there\.$/],
    ['', /nx\.json:1:1: it is no valid JSON/],
    ['[]', /nx\.json: it must hold a JSON object\. Correct it there\.$/],
    ['null', /nx\.json: it must hold a JSON object\. Correct it there\.$/],
    ['{ "extends": 1 }', /nx\.json: "extends" must be a string, but is 1\. Correct it there\.$/],
    [
      '{ "extends": "acme/none.json" }',
      /"extends" names "acme\/none\.json", which can't be found from .*\. Correct it there\.$/,
    ],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });

  test('a mistake in the extended file is told with its own name, line and column', () => {
    expect(() => read('{ "extends": "./base.json" }', { 'base.json': '{\n  "a" 1\n}' })).toThrow(
      /base\.json:2:7: .*colon expected/,
    );
  });

  test('no nx.json', () => {
    using directory = createTempDirectory();
    expect(() => readNxJson(directory.root)).toThrow(
      /nx\.json: it can't be read \(ENOENT\)\. Correct it there\.$/,
    );
  });
});
