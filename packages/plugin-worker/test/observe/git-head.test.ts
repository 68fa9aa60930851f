import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchHostedPluginWorker } from '../support/built-internals';
import { context } from '../support/launch-fixture';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'git-head-')));
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root, stdio: 'ignore' });
  git('init', '--initial-branch', 'main');
  const author = ['-c', 'user.name=one', '-c', 'user.email=one@example.com'];
  git(...author, 'commit', '--allow-empty', '--message', 'first');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What is seen of a hook that starts something. */
async function observe(start: string, env: NodeJS.ProcessEnv = {}) {
  const hook = `async () => { const child = require('node:child_process'); ${start}; return []; }`;
  writeFileSync(join(root, 'plugin.js'), `exports.name = 'plugin'; exports.createNodes = ['*', ${hook}];`);
  const options = { plugin: './plugin.js', root, observe: join(root, 'own'), env };
  const worker = await launchHostedPluginWorker({ ...options, generation: 1, onLog: () => undefined });
  try {
    await worker.plugin.createNodes![1]([], context);
    const { inputs, incomplete } = await worker.observed();
    const contents = inputs.filter(({ kind }) => kind === 'content').map(({ of }) => of);
    return { incomplete, contents };
  } finally {
    await worker.stop();
  }
}

test.each([
  `child.execSync('git rev-parse HEAD')`,
  `child.execFileSync('git', ['rev-parse', 'HEAD'])`,
  `await new Promise((done) => child.exec('git rev-parse HEAD', done))`,
])('all is seen of %s', async (start) => {
  const { incomplete, contents } = await observe(start);
  expect(incomplete).toEqual([]);
  const read = ['HEAD', 'refs/heads/main', 'packed-refs', 'config'].map((name) => join(root, '.git', name));
  expect(contents).toEqual(expect.arrayContaining(read));
  expect(contents).toContainEqual(expect.stringMatching(/[\\/]git$/));
});

test('a work tree of another repository is followed', async () => {
  const place = join(root, 'tree');
  execFileSync('git', ['worktree', 'add', '--quiet', place], { cwd: root });
  const { incomplete, contents } = await observe(`child.execSync('git rev-parse HEAD', { cwd: 'tree' })`);
  expect(incomplete).toEqual([]);
  const read = ['worktrees/tree/HEAD', 'worktrees/tree/commondir', 'refs/heads/tree', 'config'];
  expect(contents).toEqual(expect.arrayContaining(read.map((name) => join(root, '.git', name))));
});

const UNSEEN = [expect.stringContaining('started another program') as string];

test.each<[string, string, NodeJS.ProcessEnv]>([
  ['another question', `child.execSync('git rev-parse main')`, {}],
  ['more in the shell', `child.execSync('git rev-parse HEAD; true')`, {}],
  ['a variable that leads elsewhere', `child.execSync('git rev-parse HEAD')`, { GIT_DIR: '.git' }],
])('%s is not seen', async (_title, start, env) => {
  expect((await observe(start, env)).incomplete).toEqual(UNSEEN);
});

test('a repository that keeps refs in another way is not seen', async () => {
  appendFileSync(join(root, '.git/config'), '[extensions]\n\trefStorage = reftable\n');
  expect((await observe(`try { child.execSync('git rev-parse HEAD') } catch {}`)).incomplete).toEqual(UNSEEN);
});
