import { join } from 'node:path';
import type { LaunchPluginWorkerOptions, LoaderKind } from '../support/built-package';
import { context, fixtures, launchFixture, rejectionOf } from '../support/launch-fixture';

const root = join(fixtures, 'typescript', 'of-type-module');
const stripsTypes = Boolean((process.features as { typescript?: string | false }).typescript);

/** What the plugin makes of one file, and how it was loaded. */
async function load(plugin: string, options: Partial<LaunchPluginWorkerOptions> = {}) {
  const launched = await launchFixture('x', { plugin: `./${plugin}.ts`, root, ...options });
  const { worker, logs } = launched;
  const [[, , result]] = (await launched.plugin.createNodes![1](['a'], context)) as [
    [string, string, { projects: { a: { root: string } } }],
  ];
  await worker.stop();
  return { made: result.projects.a.root, loader: worker.loader, logs };
}

describe('a TypeScript plugin in a package of ES modules', () => {
  it.each<LoaderKind[]>([['swc-node'], ['ts-node'], ['strip-types', 'swc-node']])(
    'B51 has __dirname, require and module in its hooks, and __filename in what it imports: %s',
    async (...kinds) => {
      const { made, loader, logs } = await load('uses-commonjs', { loader: { kinds } });
      expect(made).toBe('of-type-module,uses-commonjs.ts,library.ts,!');
      expect(loader).toMatchObject({ kind: kinds.at(-1), format: 'commonjs' });
      expect(logs).toEqual([]);
    },
  );

  it.each<LoaderKind>(['swc-node', 'ts-node'])(
    'B51 that imports what awaits is an ES module in a new process: nothing runs twice, __dirname is there: %s',
    async (kind) => {
      const { made, loader, logs } = await load('imports-what-awaits', { loader: { kinds: [kind] } });
      expect(made).toBe('of-type-module awaited 1');
      expect(loader).toMatchObject({ kind, format: 'module' });
      expect(loader.reason).toMatch(/^CommonJS does not fit \(await is only valid/);
      expect(logs).toEqual([]);
    },
  );

  it('B53 that throws in its load is reported with its own error, not with that of the other format', async () => {
    const error = await rejectionOf(load('throws-a-type-error'));
    expect(error).toMatchObject({ code: 'PLUGIN_LOAD_FAILED', cause: { name: 'TypeError' } });
    expect(error.message).toContain('is not a function');
    expect((error.cause as Error).stack).toContain('throws-a-type-error.ts:4');
    expect(error.cause).not.toHaveProperty('anotherLoader');
  });

  it.each([
    ['NX_PREFER_NODE_STRIP_TYPES', 'false', 'function'],
    ['NX_PREFER_NODE_STRIP_TYPES', 'true', stripsTypes ? 'object' : 'function'],
  ])('B51 sees the default of a CommonJS package as in Nx with %s=%s', async (name, value, seen) => {
    const { made } = await load('looks-at-a-default', {
      env: { [name]: value },
      loader: { kinds: ['swc-node'] },
    });
    expect(made).toBe(seen);
  });
});
