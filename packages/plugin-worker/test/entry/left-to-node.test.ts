import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { whyNotLeftToNode } from '../../src/entry/loaders/left-to-node';
import { createTypeScriptFiles } from '../../src/entry/loaders/typescript-files';

const root = mkdtempSync(join(realpathSync(tmpdir()), 'left-to-node-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const files = createTypeScriptFiles({
  aliases: (specifier) => (specifier === '@ws/lib' ? [join(root, 'lib.ts')] : []),
});

function why(source: string, name = 'plugin.ts', others: Record<string, string> = {}): string | undefined {
  const all = {
    'package.json': '{ "type": "module" }',
    'lib.ts': 'export const a = 1;',
    ...others,
    [name]: source,
  };
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return whyNotLeftToNode(join(root, name), files)?.replaceAll(`${root}/`, '');
}

describe('B51 whether node alone could load a plugin', () => {
  it.each([
    ['types', `import type { A } from './lib.js';\nexport const a: A = 1;`],
    ['a module by the name of its output', `import { a } from './lib.js';\nexport { a };`],
    ['a package', `import { satisfies } from 'semver';\nexport { satisfies };`],
    [
      'names of CommonJS in comments and text',
      `// __dirname\n/* require('x') */\nexport const a = 'module.exports';`,
    ],
    ['names of CommonJS as fields', `export const a = (x) => x.require('a') + x.module.b + x.exports.c;`],
    ['names of CommonJS of its own', `const __dirname = import.meta.dirname;\nexport const a = __dirname;`],
    [
      'require of its own',
      `const require = createRequire(import.meta.url);\nexport const a = require('./a');`,
    ],
    ['modules that import each other', `import './round.js';\nexport {};`],
  ])('yes: %s', (_, source) => {
    expect(why(source, 'plugin.ts', { 'round.ts': `import './plugin.js';` })).toBeUndefined();
  });

  it.each([
    ['an enum', `export enum A { B }`, 'plugin.ts has more than types to strip'],
    [
      'a parameter property',
      `class A { constructor(private b: string) {} }`,
      'plugin.ts has more than types to strip',
    ],
    ['export =', `export = {};`, 'plugin.ts has more than types to strip'],
    ['__dirname', `export const a = () => __dirname;`, 'plugin.ts uses __dirname'],
    ['require', `export const a = () => require('./lib');`, 'plugin.ts uses require'],
    ['module.exports', `import './lib.js';\nmodule.exports = {};`, 'plugin.ts uses module'],
    ['no extension', `import './lib';`, 'plugin.ts imports ./lib, which node does not find'],
    [
      'a path of the configuration',
      `import '@ws/lib';`,
      'plugin.ts imports @ws/lib, which node does not find',
    ],
    ['__filename in a library', `import './deep/one.js';`, 'deep/two.ts uses __filename'],
  ])('no: %s', (_, source, reason) => {
    const others = {
      'deep/one.ts': `export const one = import('./two.js');`,
      'deep/two.ts': `export const two = __filename;`,
    };
    expect(why(source, 'plugin.ts', others)).toBe(reason);
  });

  it('no: an ES module that is called .cts', () => {
    expect(why('export const a = 1;', 'plugin.cts')).toBe('plugin.cts has import or export in CommonJS');
  });

  it('yes: CommonJS where nothing is declared', () => {
    expect(why('exports.a = __dirname;', 'none/plugin.ts', { 'none/package.json': '{}' })).toBeUndefined();
  });
});
