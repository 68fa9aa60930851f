import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchHostedPluginWorker } from '../support/built-internals';
import { context, fixtures, graph, rejectionOf } from '../support/launch-fixture';

const file = join(fixtures, 'replaces-the-language.js');
const { REPLACEMENTS } = createRequire(file)(file) as { REPLACEMENTS: string[] };
/** What is replaced in a hook is what its answer needs. */
const IN_A_HOOK = ['JSON', 'toJSON of all objects', 'Promise.prototype.then', 'timers', 'process'];

/** All that the protocol does in a worker, after the plugin has replaced something. */
async function expectAllOfAWorker(REPLACED: string, WHEN: 'load' | 'hook'): Promise<void> {
  const timeouts = { loadMs: 20_000, hookMs: 20_000 };
  const options = { plugin: './replaces-the-language', root: fixtures, env: { REPLACED, WHEN }, timeouts };
  const worker = await launchHostedPluginWorker({
    ...options,
    generation: 1,
    observe: join(tmpdir(), 'replaced-language'),
    onLog: () => undefined,
  });
  const { plugin } = worker;
  const createNodes = () => plugin.createNodes![1](['ä'], context);
  const expected = [['replaces-the-language', 'ä', { projects: { a: { tags: ['ü'] } } }]];
  expect(await createNodes()).toEqual(expected);
  if (WHEN === 'load')
    expect(await Promise.all([createNodes(), createNodes()])).toEqual([expected, expected]);
  const thrown = await rejectionOf(plugin.createMetadata!(graph(), context));
  expect(thrown).toMatchObject({ name: 'TypeError', message: 'on purpose', code: 'E_OWN', list: [1] });
  expect(await worker.stats()).toMatchObject({ pid: worker.pid });
  // What is below this package is not told.
  expect(await worker.loadedFiles()).toMatchObject({ files: {} });
  await worker.stop();
  expect(worker.state).toBe('stopped');
}

describe('a plugin that replaces a part of the language or of node', () => {
  it.each(REPLACEMENTS)('%s: its worker serves as before', (replaced) =>
    expectAllOfAWorker(replaced, 'load'),
  );

  it.each(IN_A_HOOK)('%s, in a hook: its worker serves as before', (replaced) =>
    expectAllOfAWorker(replaced, 'hook'),
  );
});
