import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyExample } from '../../tools/documents/example-copy';
import { repositoryRoot } from '../../tools/process/repository';
import { runSnippets, writeNpx } from './run-snippets';
import { snippetsOf, type Snippet } from './snippets';

const MARK = /^(file: \S+|runs(, exit code \d+)?|prints|not run: .+)$/;
/** What a reader may copy. Other blocks are pictures. */
const CODE = ['sh', 'js', 'ts', 'json', 'jsonc', 'yaml'];
/** Pages that say of all of their code whether it is run. */
const MARKED = [
  'README.md',
  'docs/README.md',
  'docs/nx.md',
  'docs/reference/commands.md',
  'docs/reference/settings.md',
  'docs/served-host.md',
  'docs/writing-a-plugin.md',
  'packages/plugin-host/README.md',
  'packages/plugin-worker/README.md',
  'docs/guide/coming-from-nx.md',
  'docs/guide/embed.md',
  // These edit the example, so what was kept for it does not hold afterwards.
  'docs/guide/nx-hangs-in-ci.md',
  'docs/guide/plugin-crashes.md',
  'docs/guide/why-did-this-hook-run.md',
];

const guides = readdirSync(join(repositoryRoot, 'docs/guide')).map((name) => `docs/guide/${name}`);
const pages = [...new Set([...MARKED, ...guides])].map((name): [string, Snippet[]] => [
  name,
  snippetsOf(readFileSync(join(repositoryRoot, name), 'utf8')),
]);

const copy = copyExample();
const npx = writeNpx(join(dirname(copy.root), 'bin'));
beforeAll(() => commitAll(copy.root));
afterEach(() => copy.restore());
afterAll(() => copy[Symbol.dispose]());

/** `nx affected` compares with a commit. */
function commitAll(root: string): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', '--message', 'all');
}

test.each(pages.filter(([name]) => MARKED.includes(name)))(
  '%s: code says whether it is run',
  (_, snippets) => {
    const code = snippets.filter(({ language }) => CODE.includes(language));
    expect(code.filter(({ mark = '' }) => !MARK.test(mark))).toEqual([]);
  },
);

const isRun = ({ mark = '' }: Snippet) => mark.startsWith('runs');
test.each(pages.filter(([, snippets]) => snippets.some(isRun)))(
  '%s: what is run works',
  async (_, snippets) => {
    await runSnippets(snippets, copy.root, npx);
  },
);
