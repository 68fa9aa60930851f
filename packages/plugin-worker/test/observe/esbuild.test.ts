import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchHostedPluginWorker } from '../support/built-internals';
import { context } from '../support/launch-fixture';

let root: string;

const FILES = {
  'package.json': '{}',
  'tsconfig.base.json': '{}',
  'app/tsconfig.json': '{ "extends": "../tsconfig.base" }',
  'app/config.ts': `import { part } from './part'; import './directory'; import data from './data.json'; export { part, data };`,
  'app/part.ts': `export const part = 1;`,
  'app/directory/index.js': '',
  'app/data.json': '{}',
  'app/of-package.ts': `import 'dependency';`,
  'app/of-imports.ts': `import '#internal';`,
  'app/broken.ts': `import './nowhere';`,
  'app/linked.ts': `import '../link/part';`,
  'app/suffixed.ts': `import './part?raw';`,
  'app/globbed.ts': 'export const load = (name: string) => import(`./env/${name}.ts`).catch(() => {});',
  'app/twice.ts': `import 'dependency'; import '../node_modules/dependency/main.js';`,
  'app/of-directory.ts': `import '../with-main';`,
  'with-main/package.json': '{ "main": "not-built.js" }',
  'with-main/index.ts': '',
  'shared/config.ts': '',
  'shared/tsconfig.json': '{ "extends": "./strict.json" }',
  'shared/strict.json': '{}',
  'node_modules/dependency/package.json': '{ "name": "dependency", "main": "main.js" }',
  'node_modules/dependency/main.js': '',
  'by-package/tsconfig.json': '{ "extends": "dependency/tsconfig.json" }',
  'by-package/config.ts': '',
};

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'esbuild-test-')));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  symlinkSync('app', join(root, 'link'));
  mkdirSync(join(root, 'by-link'));
  symlinkSync('../shared/config.ts', join(root, 'by-link/config.ts'));
  symlinkSync('../shared/tsconfig.json', join(root, 'by-link/tsconfig.json'));
  symlinkSync(dirname(require.resolve('esbuild/package.json')), join(root, 'node_modules/esbuild'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Inputs as `kind path`, and why they are not all, of a hook that does this with esbuild. */
async function seenBy(body: string) {
  writeFileSync(
    join(root, 'plugin.js'),
    `const { join } = require('node:path');
    exports.name = 'plugin';
    exports.createNodes = ['*', async () => {
      const esbuild = (await import('esbuild')).default;
      const build = (file, options) => esbuild.build({
        entryPoints: [join(__dirname, file)], bundle: true, write: false, platform: 'node', logLevel: 'silent', ...options });
      ${body};
      return [];
    }];`,
  );
  const options = { plugin: './plugin.js', root, observe: join(root, 'own') };
  const worker = await launchHostedPluginWorker({ ...options, generation: 1, onLog: () => undefined });
  try {
    await worker.plugin.createNodes![1]([], context);
    const { inputs, incomplete } = await worker.observed();
    return { inputs: inputs.map(({ kind, of }) => `${kind} ${of.replace(`${root}/`, '')}`), incomplete };
  } finally {
    await worker.stop();
  }
}

describe('what esbuild reads for a plugin', () => {
  it('is noted file by file: what it loads, where it looks before, and what configures it', async () => {
    const { inputs, incomplete } = await seenBy(`await build('app/config.ts')`);
    expect(incomplete).toEqual([]);
    expect(inputs).toEqual(
      expect.arrayContaining([
        'content app/config.ts',
        'content app/part.ts',
        'content app/data.json',
        'content app/directory/index.js',
        'content app/tsconfig.json',
        'content tsconfig.base',
        'content tsconfig.base.json',
        'content app/jsconfig.json',
        'content app/package.json',
        'content package.json',
        'type app/part.tsx',
        'type app/directory.ts',
        'type app/directory/index.ts',
        'link app',
        'link app/part.ts',
      ]),
    );
  });

  it('is noted through a link', async () => {
    const { inputs, incomplete } = await seenBy(`await build('app/linked.ts')`);
    expect(incomplete).toEqual([]);
    expect(inputs).toEqual(expect.arrayContaining(['link link', 'content app/part.ts']));
  });

  it('is noted where a link leads: settings, and what they extend', async () => {
    const { inputs, incomplete } = await seenBy(`await build('by-link/config.ts')`);
    expect(incomplete).toEqual([]);
    expect(inputs).toEqual(
      expect.arrayContaining(['content shared/tsconfig.json', 'content shared/strict.json']),
    );
  });

  it('does not matter if it is only given text', async () => {
    const { incomplete } = await seenBy(`await esbuild.transform('let a: string', { loader: 'ts' })`);
    expect(incomplete).toEqual([]);
  });

  it('may be left to another plugin', async () => {
    const external = `{ name: 'external', setup: (b) => b.onResolve({ filter: /^dependency$/ }, () => ({ external: true })) }`;
    const { incomplete } = await seenBy(`await build('app/of-package.ts', { plugins: [${external}] })`);
    expect(incomplete).toEqual([]);
  });

  it.each([
    [`await build('app/of-package.ts')`, /^had esbuild read .*main\.js$/],
    [`await build('app/of-imports.ts', { external: ['#internal'] })`, /^had esbuild look for #internal$/],
    [`await build('app/twice.ts')`, /^had esbuild look for dependency$/],
    [`await build('app/suffixed.ts').catch(() => {})`, /^had esbuild look for .*raw$/],
    [
      `await build('app/globbed.ts').catch(() => {})`,
      /^had esbuild look for files that .*globbed\.ts does not name$/,
    ],
    [`await build('app/of-directory.ts')`, /^had esbuild look for what .*with-main.*names$/],
    [
      `await build('app/config.ts', { plugins: [{ name: 'late', setup: (b) => void (b.initialOptions.inject = []) }] })`,
      /with inject$/,
    ],
    [
      `await build('app/config.ts', { plugins: [{ name: 'starting', setup: () => void require('node:child_process').spawn('true') }] })`,
      /^started another program, true$/,
    ],
    [
      `await require('esbuild').default?.build({}); await esbuild.context({})`,
      /^used context|with other options$/,
    ],
    [`await build('by-package/config.ts').catch(() => {})`, /look for dependency\/tsconfig\.json/],
    [`await build('app/broken.ts').catch(() => {})`, /and that failed$/],
    [`await build('app/config.ts', { inject: [join(__dirname, 'app/part.ts')] })`, /with inject$/],
    [`await build('app/config.ts', { bundle: false })`, /with bundle$/],
    [`esbuild.buildSync({ entryPoints: [join(__dirname, 'app/config.ts')], write: false })`, /buildSync/],
    [`await (await esbuild.context({})).dispose()`, /^used context of esbuild$/],
  ])('is not all seen: %s', async (body, why) => {
    const { incomplete } = await seenBy(body);
    expect(incomplete).toEqual(expect.arrayContaining([expect.stringMatching(why)]));
  });
});
