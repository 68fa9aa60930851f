import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, runScript, Script } from '../support/run';

const STORE = '.nx/workspace-data/plugin-host-results';
const KEPT_FILE = join(repositoryRoot, 'packages/plugin-host/dist/results/kept-file.js');

/** Says in an ignored file that it was asked; `two` also keeps what it has read in Nx's data directory. */
const plugin = (name: string, more = '') =>
  pluginSource(name, {
    createNodes: `try { fs.appendFileSync('.nx/asked', '${name} '); } catch {}
      options = { note: fs.readFileSync('ignored-note.txt', 'utf8') };${more}`,
  });
const keeping = `
  const { workspaceDataDirectory } = require('nx/src/utils/cache-directory');
  const kept = path.join(workspaceDataDirectory, 'two.json');
  let known = {};
  try { known = JSON.parse(fs.readFileSync(kept, 'utf8')); } catch {}
  options.made = known[options.note] ??= 'made of ' + options.note;
  try { fs.writeFileSync(kept, JSON.stringify(known)); } catch {}`;

const create = () =>
  createWorkspace({
    plugins: ['./one.js', './two.js'],
    files: {
      'one.js': plugin('one'),
      'two.js': plugin('two', keeping),
      'ignored-note.txt': 'first',
      '.gitignore': 'node_modules\n.nx\nignored*\n',
      '.nx/asked': '',
    },
  });

/** The graph as text. Nobody has a word to say about the store. */
async function graph(it: Workspace, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(['graph', '--json', ...args], { cwd: it.root });
  const said = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('Still at work'));
  expect({ code, said }).toEqual({ code: 0, said: [] });
  return stdout;
}

/** Which plugins ran since this was asked last. */
function asked(it: Workspace): string[] {
  const names = it.read('.nx/asked').trim().split(' ').filter(Boolean).sort();
  it.write('.nx/asked', '');
  return names;
}

const inStore = (it: Workspace) => readdirSync(it.path(STORE)).map((name) => it.path(STORE, name));
const ofHooks = (it: Workspace) => inStore(it).filter((file) => file.endsWith('.json'));

/** To the results of one plugin each. There are more in `results/kept-on-disk`. */
const DAMAGES: ((file: string) => void)[] = [
  (file) => void (rmSync(file), execFileSync('mkfifo', [file])),
  (file) => (process.getuid?.() === 0 ? chownSync(file, 4711, 0) : chmodSync(file, 0o666)),
];

test('a store that is damaged or is not ours is not believed, and whole after the next graph', async () => {
  using it = create();
  const expected = await graph(it);
  asked(it);
  for (const [index, damage] of DAMAGES.entries()) damage(ofHooks(it)[index]);
  expect(await graph(it)).toBe(expected);
  expect(asked(it)).toEqual(['one', 'two']);
  // A file where the directory should be.
  it.remove(STORE);
  it.write(STORE, '');
  expect(await graph(it)).toBe(expected);
  expect(asked(it)).toEqual(['one', 'two']);
  expect(await graph(it)).toBe(expected);
  expect(asked(it)).toEqual([]);
}, 120_000);

test('a full disk, or a place where nobody may write: the graph is right, and the next one is kept', async () => {
  using it = create();
  await graph(it);
  it.write('ignored-note.txt', 'second');
  // No file may grow: each write fails as it does on a full disk.
  const { stdout } = execFull(it, `ulimit -f 0; exec "$@"`);
  asked(it);
  expect(await graph(it)).toBe(stdout);
  expect(asked(it).sort()).toEqual(['one', 'two']);
  expect(inStore(it).filter((file) => !/\.(json|cache)$/.test(file))).toEqual([]);
  it.remove(STORE);
  symlinkSync(join('/proc', 'self'), it.path(STORE));
  expect(await graph(it)).toBe(stdout);
  it.remove(STORE);
  expect(await graph(it, '--fresh')).toBe(stdout);
  expect(asked(it)).toEqual(['one', 'one', 'two', 'two']);
}, 120_000);

function execFull(it: Workspace, script: string): { stdout: string } {
  const args = ['-c', script, 'sh', process.execPath, pluginHostBin, 'graph', '--json'];
  const stdout = execFileSync('sh', args, {
    cwd: it.root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return { stdout };
}

/** Writes one text after the other, large ones, and says so once the first is there. */
const WRITER = `
const { KeptFile } = require(${JSON.stringify(KEPT_FILE)});
const file = new KeptFile(process.argv[1], () => true);
for (let count = 0; ; count++) {
  file.write({ text: String(process.pid % 10).repeat(300_000) });
  if (count === 0) console.log('ready .');
}`;
const READER = `
const { KeptFile } = require(${JSON.stringify(KEPT_FILE)});
const texts = Array.from({ length: 20 }, () => new KeptFile(process.argv[1], () => true).read()?.text);
console.log(texts.every((text) => text?.length === 300_000 && text === text[0].repeat(text.length)));`;

test('two processes that write at once, and are killed: what is there is whole, and nothing else stays', async () => {
  using it = create();
  const file = it.path(STORE, 'results.json');
  const read = async () => (await runScript(['-e', READER, file])).stdout.trim();
  {
    await using one = new Script(['-e', WRITER, file]);
    await using other = new Script(['-e', WRITER, file]);
    await Promise.all([one.line('ready'), other.line('ready')]);
    expect(await read()).toBe('true');
    for (const { child } of [one, other]) child.kill('SIGKILL');
    await Promise.all([one.ended, other.ended]);
    expect(await read()).toBe('true');
  }
  writeFileSync(`${file}.999999999-00000000-00000000`, 'of another machine, and of today');
  await Promise.all([graph(it), graph(it)]);
  const left = inStore(it).filter((each) => !/\.(json|cache)$/.test(each));
  expect(left.map((each) => each.slice(file.length))).toEqual(['.999999999-00000000-00000000']);
  expect(existsSync(file)).toBe(true);
  asked(it);
  expect(await graph(it)).toBe(await graph(it, '--fresh'));
  expect(asked(it)).toEqual(['one', 'two']);
}, 120_000);
