import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchWorker } from '../support/built-package';

/** What TypeScript makes of a module with one export, which says when it is loaded. */
const emitted = (name: string, more = '') => `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.name = void 0;
(globalThis.loaded ??= []).push('${name}');
exports.name = '${name}';
${more}`;

const FILES: Record<string, string> = {
  'node_modules/nx/index.js': emitted(
    'index',
    `const used = require('./used');
     const unused = require('./unused');
     const whole = require('./whole');
     require('./effect');
     const first = require('./first');
     exports.use = () => used.name;
     exports.describe = () => ({
       keys: Object.keys(whole).sort(), has: 'name' in whole, missing: whole.missing,
       isModule: unused.__esModule, circular: first.name + first.second(),
     });
     exports.change = () => { used.name = 'changed'; return require('./used').name; };`,
  ),
  'node_modules/nx/used.js': emitted('used'),
  'node_modules/nx/unused.js': emitted('unused'),
  'node_modules/nx/whole.js': emitted('whole'),
  'node_modules/nx/first.js': emitted(
    'first',
    `const second = require('./second'); exports.second = () => second.both();`,
  ),
  'node_modules/nx/second.js': emitted(
    'second',
    `const first = require('./first'); exports.both = () => first.name + 'second';`,
  ),
  'node_modules/nx/effect.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
(globalThis.loaded ??= []).push('effect');`,
  'own.js': emitted('own'),
  'module.js': `
const nx = require('nx');
require('./own');
exports.loaded = () => globalThis.loaded;
exports.use = nx.use;
exports.describe = nx.describe;
exports.change = nx.change;
`,
};

interface Fixture {
  loaded(): string[];
  use(): string;
  describe(): unknown;
  change(): string;
}

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'lazy-')));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a module of nx that another one of nx requires is loaded when something of it is read', async () => {
  await using worker = await launchWorker<Fixture>({ module: './module.js', root });
  const atOnce = await worker.api.loaded();
  expect(atOnce).toEqual(['index', 'effect', 'own']);
  expect(await worker.api.use()).toBe('used');
  expect(await worker.api.loaded()).toEqual([...atOnce, 'used']);
});

test('to the module that requires it, it looks like the module itself', async () => {
  await using worker = await launchWorker<Fixture>({ module: './module.js', root });
  expect(await worker.api.describe()).toEqual({
    keys: ['name'],
    has: true,
    isModule: true,
    circular: 'firstfirstsecond',
  });
  expect(await worker.api.change()).toBe('changed');
});

test('PLUGIN_HOST_EAGER_NX loads them all at once', async () => {
  const env = { PLUGIN_HOST_EAGER_NX: 'true' };
  await using worker = await launchWorker<Fixture>({ module: './module.js', root, env });
  expect(await worker.api.loaded()).toEqual([
    'index',
    'used',
    'unused',
    'whole',
    'effect',
    'first',
    'second',
    'own',
  ]);
});
