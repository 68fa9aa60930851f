import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchHostedPluginWorker } from '../support/built-internals';
import { context } from '../support/launch-fixture';

let root: string;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'observe-test-')));
  const files = {
    'a.txt': 'a',
    'lib/package.json': '{"version":"1.0.0"}',
    'lib/code.js': '',
    'node_modules/installed/package.json': '{"version":"1.0.0"}',
    'node_modules/installed/code.js': '',
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  symlinkSync('../lib', join(root, 'node_modules/linked'));
  symlinkSync('lib', join(root, 'link'));
  symlinkSync('link', join(root, 'chain'));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What is noted when a hook does this: `kind path`, or why it is not all. */
async function seenBy(body: string): Promise<string[]> {
  writeFileSync(
    join(root, 'plugin.js'),
    `const fs = require('node:fs');
    exports.name = 'plugin';
    exports.createNodes = ['*', async () => { ${body}; return []; }];`,
  );
  const options = { plugin: './plugin.js', root, env: { OBSERVED: '1' }, observe: join(root, 'own') };
  const worker = await launchHostedPluginWorker({ ...options, generation: 1, onLog: () => undefined });
  try {
    await worker.observed();
    await worker.plugin.createNodes![1]([], context);
    const { inputs, incomplete } = await worker.observed();
    return [...inputs.map(({ kind, of }) => `${kind} ${of.replace(`${root}/`, '')}`), ...incomplete];
  } finally {
    await worker.stop();
  }
}

describe('what a plugin sees', () => {
  it.each([
    [`Object.hasOwn(process.env, 'OBSERVED')`, 'variable OBSERVED'],
    [`Object.getOwnPropertyDescriptor(process.env, 'OBSERVED')`, 'variable OBSERVED'],
    [`({ ...process.env })`, 'environment '],
    [`require('node:os').homedir()`, 'variable HOME'],
    [`await fs.promises.realpath('chain')`, 'link link'],
    [`fs.realpathSync.native('chain')`, 'link link'],
    [`fs.readFileSync('node_modules/linked/code.js')`, 'content node_modules/linked/code.js'],
    [`fs.readdirSync('node_modules/linked')`, 'listing node_modules/linked'],
    [`fs.readFileSync('node_modules/installed/code.js')`, 'content node_modules/installed/package.json'],
    [`fs.readFileSync('node_modules/installed/code.js')`, 'listing node_modules/installed/node_modules'],
    [`await require('node:dns').promises.resolve4('').catch(() => {})`, 'used the network'],
    [`try { fs.mkdirSync('lib') } catch {}`, 'type lib'],
    [`try { fs.writeFileSync('a.txt', '', { flag: 'wx' }) } catch {}`, 'type a.txt'],
    [`try { fs.unlinkSync('none') } catch {}`, 'type none'],
    [`fs.accessSync('a.txt', fs.constants.R_OK)`, 'mode a.txt'],
    [`fs.chmodSync('a.txt', 0o644); fs.readFileSync('a.txt')`, 'content a.txt'],
    [`fs.mkdirSync('made', { recursive: true }); fs.readdirSync('made')`, 'listing made'],
    [`fs.symlinkSync('a.txt', 'ln'); fs.readFileSync('ln'); fs.unlinkSync('ln')`, 'content ln'],
    [`fs.symlinkSync('a.txt', 'ln2'); fs.unlinkSync('ln2')`, 'made a link'],
    [`fs.renameSync('a.txt', 'b.txt'); fs.renameSync('b.txt', 'a.txt')`, 'content a.txt'],
    [`fs.appendFileSync('log.txt', '+'); fs.readFileSync('log.txt')`, 'content log.txt'],
    [
      `const handle = await fs.promises.open('a.txt'); await handle.stat(); await handle.close()`,
      'asked for the state of an open file',
    ],
  ])('%s', async (body, expected) => {
    expect(await seenBy(body)).toContain(expected);
  });

  it('what a transpiler has kept by the digest of a text is no input', async () => {
    const caches = [`swc-node-${process.getuid?.()}`, 'jiti'].map((name) =>
      join(realpathSync(tmpdir()), name),
    );
    const seen = await seenBy(
      caches.map((cache) => `fs.existsSync(${JSON.stringify(join(cache, 'x.json'))});`).join(''),
    );
    expect(seen.filter((each) => each.includes('x.json'))).toEqual([]);
  });

  it('a read that nobody has waited for is seen to its end', async () => {
    const seen = await seenBy(`for (let i = 0; i < 500; i++) void fs.promises.readFile('a.txt')`);
    expect(seen).toContain('content a.txt');
    expect(seen.filter((each) => each.startsWith('had not'))).toEqual([]);
  });

  it('what it has made itself is not, in the same hook', async () => {
    const seen = await seenBy(`fs.writeFileSync('own.txt', 'x'); fs.readFileSync('own.txt');
      fs.writeFileSync('new.txt', 'x', { flag: 'wx' }); fs.readFileSync('new.txt'); fs.unlinkSync('new.txt');`);
    expect(seen).not.toContain('content own.txt');
    expect(seen).not.toContain('content new.txt');
  });
});

test('a worker that is observed says nothing about it, also if node is to warn of what is deprecated', async () => {
  writeFileSync(join(root, 'plugin.js'), `exports.name = 'plugin';exports.createNodes = ['*', () => []];`);
  const printed: string[] = [];
  const worker = await launchHostedPluginWorker({
    ...{ plugin: './plugin.js', root, generation: 1, observe: join(root, 'own') },
    env: { NODE_OPTIONS: '--pending-deprecation --throw-deprecation' },
    onLog: ({ line }) => printed.push(line),
  });
  await worker.plugin.createNodes![1]([], context);
  await worker.stop();
  expect(printed).toEqual([]);
});
