import { join } from 'node:path';
import type { LoaderKind } from '../support/built-package';
import { context, fixtures, launchFixture, rejectionOf } from '../support/launch-fixture';

const root = join(fixtures, 'typescript');
const tsconfig = join(root, 'tsconfig.base.json');

describe('a TypeScript plugin', () => {
  it.each<LoaderKind>(['swc-node', 'ts-node'])(
    'B51 in CommonJS with an enum, a .js specifier and tsconfig paths loads through %s',
    async (kind) => {
      const { worker, plugin } = await launchFixture('plugins/uses-an-enum', {
        plugin: './plugins/uses-an-enum.ts',
        root,
        loader: { kinds: [kind], tsconfig },
      });
      expect(worker.loader).toMatchObject({ kind, format: 'commonjs', reason: 'it was asked for' });
      expect(await plugin.createNodes![1](['a'], context)).toEqual([
        ['uses-an-enum', 'a', { projects: { 'library:a': { root: '2!' } } }],
      ]);
      await worker.stop();
    },
    30_000,
  );

  it.each([
    ['the root has a tsconfig.base.json that is named', root, { tsconfig }, 'plugins/'],
    ['the root has a tsconfig.base.json that nobody names', root, {}, 'plugins/'],
    ['the root has no configuration', join(fixtures, 'typescript-without-configuration'), {}, ''],
  ])(
    'B51 in ESM with a top-level await and an enum loads where %s',
    async (_case, directory, loader, folder) => {
      const { worker, plugin, logs } = await launchFixture('awaits', {
        plugin: `./${folder}awaits-at-top-level.mts`,
        root: directory,
        loader,
      });
      expect(worker.loader).toMatchObject({ kind: 'swc-node', format: 'module' });
      expect(await plugin.createNodes![1](['a'], context)).toEqual([
        ['awaits-at-top-level', 'a', { projects: { a: { root: '2!' } } }],
      ]);
      await worker.stop();
      expect(logs).toEqual([]);
    },
    30_000,
  );

  it.each([
    ['without ./ and without a baseUrl', 'tsconfig.without-base.json'],
    ['beside options of wrong types and an extended file that is missing', 'tsconfig.half-broken.json'],
  ])('B51 finds what paths name %s, as Nx does', async (_case, name) => {
    const { worker } = await launchFixture('uses-an-enum', {
      plugin: './plugins/uses-an-enum.ts',
      root,
      loader: { tsconfig: join(root, name) },
    });
    expect(worker.capabilities.createNodes).toBeDefined();
    await worker.stop();
  });

  it('B50 with a syntax error is refused with file and line', async () => {
    const plugin = './plugins/has-a-syntax-error.ts';
    const error = await rejectionOf(launchFixture('x', { plugin, root, loader: { tsconfig } }));
    expect(error).toMatchObject({ code: 'PLUGIN_LOAD_FAILED' });
    expect(error.message).toMatch(/has-a-syntax-error\.ts/);
  });
});
