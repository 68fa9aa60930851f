import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../process/run-program';
import { json, writeFileTree, type FileTree } from '../workspace-generator/file-tree';

/** A command of nx that both sides run. */
export interface Check {
  words: string;
  /** What is changed before both run. */
  change?: (root: string) => void;
  /** Whether it runs tasks: their order and their time are never the same. */
  runsTasks?: boolean;
  /** Whether ours says more on stderr. */
  isExplained?: boolean;
  /** Whether nx starts its plugins for it. */
  startsNothing?: boolean;
}

const SITE = 'apps/site';
const remove = (root: string, path: string) => rmSync(join(root, path), { recursive: true, force: true });

export const READING: Check[] = [
  { words: 'show projects --json --projects=tag:*,site --exclude nothing' },
  { words: 'show project site --json' },
  { words: 'graph --file=graph.json' },
  { words: 'run-many -t say owner --graph=stdout' },
  { words: 'run site:nothing' },
  { words: 'sync:check' },
  { words: 'list' },
  { words: '--help', startsNothing: true },
];
/** Nx 20 and the first minors of 21 take the option, and serve a page all the same. */
export const READING_FROM_22: Check[] = [{ words: 'graph --print' }];
export const READING_TARGETS: Check[] = [
  { words: 'show target inputs site:build --json' },
  { words: 'show target outputs site:build' },
];

/** Only the patterns of plugins know of what was there. */
export function deleteNoted(root: string): void {
  remove(root, 'noted/two');
}

const AFFECTED = 'show projects --affected --base=HEAD --json';
export const CHANGES: Check[] = [
  {
    words: 'affected -t say owner --base=HEAD --parallel=1 --skip-nx-cache',
    runsTasks: true,
    change: (root) => {
      cpSync(join(root, SITE), join(root, 'libs/added'), { recursive: true });
      writeFileTree(root, { 'libs/added/project.json': json({ name: 'added', targets: {} }) });
      remove(root, 'libs/added/package.json');
    },
  },
  { words: AFFECTED, change: (root) => renameSync(join(root, 'libs/added'), join(root, 'libs/moved')) },
  { words: AFFECTED, change: (root) => remove(root, 'libs/moved') },
  { words: AFFECTED, change: deleteNoted },
];

export const FAILING: Check = {
  words: 'show projects',
  isExplained: true,
  change: (root) => {
    const createNodes = "['**/team.json', () => { throw new Error('no licence'); }]";
    const plugin = `module.exports = { name: 'fails', createNodes: ${createNodes}, createNodesV2: ${createNodes} };\n`;
    writeFileTree(root, { 'plugins/fails.js': plugin });
    addPlugin(root, './plugins/fails.js');
  },
};

/** Adds projects of a plugin that says who has loaded it, and makes all of it one commit. */
export async function addNotedProjects(root: string): Promise<void> {
  writeFileTree(root, {
    'plugins/notes.js': readFileSync(join(__dirname, 'fixtures/notes.js'), 'utf8'),
    ...noted('one'),
    ...noted('two'),
    ...inputs('none'),
  });
  addPlugin(root, './plugins/notes.js');
  const git = (...args: string[]) =>
    runProgram('git', ['-c', 'user.name=compatibility', '-c', 'user.email=none@localhost', ...args], {
      cwd: root,
    });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=as it was');
}

function noted(name: string): FileTree {
  const team = json({ team: 'noted', layer: 'platform', tests: null });
  return { [`noted/${name}/noted.json`]: '{}', [`noted/${name}/team.json`]: team };
}

/** What the tasks of `say` and `greet` depend on. */
export function inputs(text: string): FileTree {
  return Object.fromEntries(['noted/one', 'noted/two', SITE].map((project) => [`${project}/input`, text]));
}

function addPlugin(root: string, plugin: string): void {
  const nxJson = JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')) as { plugins: unknown[] };
  writeFileTree(root, { 'nx.json': json({ ...nxJson, plugins: [...nxJson.plugins, plugin] }) });
}
