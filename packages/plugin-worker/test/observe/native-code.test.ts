import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteCalls, quietAddon } from '../../src/entry/observe/called-addons';
import { launchHostedPluginWorker } from '../support/built-internals';
import { context } from '../support/launch-fixture';

const swc = require.resolve('@swc/core');
const xxhash = createRequire(require.resolve('@swc-node/register')).resolve('@node-rs/xxhash');

/** Why not all is seen of what a hook does. */
async function unseenOf(body: string): Promise<string[]> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'native-code-')));
  writeFileSync(
    join(root, 'plugin.js'),
    `exports.name = 'plugin'; exports.createNodes = ['*', async () => { ${body}; return []; }];`,
  );
  const options = { plugin: './plugin.js', root, observe: join(root, 'own') };
  const worker = await launchHostedPluginWorker({ ...options, generation: 1, onLog: () => undefined });
  try {
    await worker.plugin.createNodes![1]([], context);
    return (await worker.observed()).incomplete;
  } finally {
    await worker.stop();
    rmSync(root, { recursive: true, force: true });
  }
}

const swcDoes = (call: string) => unseenOf(`try { require(${JSON.stringify(swc)}).${call} } catch {}`);

it.each([
  `transformSync('1', { swcrc: false })`,
  `transform('1', { swcrc: false, jsc: { target: 'es2022' } })`,
  `parseSync('1')`,
])('all is seen of swc.%s', async (call) => {
  expect(await swcDoes(call)).toEqual([]);
});

it.each([
  `transformSync('1', { filename: 'a.js' })`,
  `transformSync('1', { swcrc: false, configFile: './other.swcrc' })`,
  `transformSync('1', { swcrc: false, env: { targets: 'node 20' } })`,
  `parseFileSync(__filename)`,
])('swc.%s may read what nobody sees', async (call) => {
  expect(await swcDoes(call)).toEqual([expect.stringContaining('had native code read something')]);
});

it('hashing what is given is seen', async () => {
  expect(await unseenOf(`require(${JSON.stringify(xxhash)}).xxh64(Buffer.from('a'))`)).toEqual([]);
});

describe('native code that only counts when it is called', () => {
  class Compiler {
    static create = () => new Compiler();
    run = () => 'ran';
  }
  let calls: number;
  let exports: { Compiler: typeof Compiler; minify: (text: string) => string; version: string };

  beforeEach(() => {
    calls = 0;
    exports = { Compiler, minify: (text) => text.trim(), version: '1' };
    const isUnseen = quietAddon('/ws/node_modules/@rspack/binding-linux-x64-gnu/rspack.linux-x64-gnu.node');
    noteCalls(exports, isUnseen!, () => calls++);
  });

  it('whoever loads it, reads a constant, or derives a class from one of its classes, calls nothing', () => {
    class Derived extends exports.Compiler {}
    expect(exports.version).toBe('1');
    expect(Derived.prototype).toBeInstanceOf(exports.Compiler);
    expect(calls).toBe(0);
  });

  it.each([
    ['a function', () => exports.minify(' a ')],
    ['a class', () => new exports.Compiler().run()],
    ['a class that is derived from one', () => new (class extends exports.Compiler {})().run()],
    ['a function of a class', () => exports.Compiler.create().run()],
  ])('%s is called, and does what it did', (_name, call) => {
    expect(['a', 'ran']).toContain(call());
    expect(calls).toBe(1);
  });

  it('other native code is not known', () => {
    expect(quietAddon('/ws/node_modules/other/other.node')).toBeUndefined();
  });
});
