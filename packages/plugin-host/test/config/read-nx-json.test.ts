import { readNxJson } from '../../src/config/read-nx-json';
import { createTempDirectory } from '../support/temp-directory';

function read(text: string, others: Record<string, string> = {}): Record<string, unknown> {
  using directory = createTempDirectory({ 'nx.json': text, ...others });
  return readNxJson(directory.root);
}

describe('readNxJson', () => {
  test('comments and trailing commas are allowed', () => {
    expect(read('{\n  // one\n  "plugins": ["a", /* two */ "b",],\n}\n')).toEqual({
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

  test.each(['[]', '"nx"', '5', 'true'])('%s says nothing, as in Nx', (text) => {
    expect(read(text)['plugins']).toBeUndefined();
  });

  test.each(['null', '""', 'false', '0'])('extends %s is none, as in Nx', (base) => {
    const text = `{ "extends": ${base}, "plugins": ["a"] }`;
    expect(read(text)).toEqual(JSON.parse(text));
  });

  test('an extended file that holds null or a list adds nothing', () => {
    const own = '{ "extends": "./base.json", "plugins": ["a"] }';
    expect(read(own, { 'base.json': 'null' })).toEqual(JSON.parse(own));
    expect(read(own, { 'base.json': '[]' })).toEqual(JSON.parse(own));
  });

  test('what an Nx in .nx/installation extends is there, before what is in the root', () => {
    const others = {
      '.nx/installation/base.json': '{ "plugins": ["a"] }',
      'base.json': '{ "plugins": ["b"] }',
    };
    expect(read('{ "extends": "./base.json" }', others)).toMatchObject({ plugins: ['a'] });
  });

  test.each([
    [
      '{\n  "plugins": [\n    "a"\n  }\n}',
      /nx\.json:4:3: it is not valid JSON: comma expected\. Correct it there\.$/,
    ],
    ['{ "plugins": [,] }', /nx\.json:1:15: it is not valid JSON: value expected\. Correct it there\.$/],
    ['', /nx\.json:1:1: it is not valid JSON/],
    [
      '\uFEFF{}',
      /nx\.json:1:1: it begins with a byte order mark, which Nx does not take: .*\. Correct it there\.$/,
    ],
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
    expect(readNxJson(directory.root)).toEqual({});
  });
});
