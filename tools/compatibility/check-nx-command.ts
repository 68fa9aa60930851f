import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../process/run-program';
import { json, writeFileTree, type FileTree } from '../workspace-generator/file-tree';
import { NX_MAJORS, type NxMajorNumber } from './nx-majors';
import { runOurs, runPlain, type NxOutcome } from './run-both';

interface Check {
  words: string;
  /** What is changed before both run. */
  change?: (root: string) => void;
  /** Whether ours says more on stderr. */
  isExplained?: boolean;
  /** Whether nx starts its plugins for it. */
  startsNothing?: boolean;
}

const SITE = 'apps/site';
const remove = (root: string, path: string) => rmSync(join(root, path), { recursive: true, force: true });

const READING: Check[] = [
  { words: 'show projects --json --projects=tag:*,site --exclude nothing --verbose' },
  { words: 'show project site --json' },
  { words: 'graph --print' },
  { words: 'graph --file=graph.json' },
  { words: 'run-many -t say owner --graph=stdout' },
  { words: 'run site:nothing' },
  { words: 'sync:check' },
  { words: 'list' },
  { words: '--help', startsNothing: true },
];
const READING_TARGETS: Check[] = [
  { words: 'show target inputs site:build --json' },
  { words: 'show target outputs site:build --verbose' },
];

const AFFECTED = 'show projects --affected --base=HEAD --json';
const CHANGES: Check[] = [
  {
    words: 'affected -t say owner --base=HEAD --parallel=1 --skip-nx-cache',
    change: (root) => {
      cpSync(join(root, SITE), join(root, 'libs/added'), { recursive: true });
      writeFileTree(root, { 'libs/added/project.json': json({ name: 'added', targets: {} }) });
      remove(root, 'libs/added/package.json');
    },
  },
  { words: AFFECTED, change: (root) => renameSync(join(root, 'libs/added'), join(root, 'libs/moved')) },
  { words: AFFECTED, change: (root) => remove(root, 'libs/moved') },
  // Only the patterns of plugins know of what was there.
  { words: AFFECTED, change: (root) => remove(root, 'noted/two') },
];

const FAILING: Check = {
  words: 'show projects',
  isExplained: true,
  change: (root) => {
    const createNodes = "['**/team.json', () => { throw new Error('no licence'); }]";
    const plugin = `module.exports = { name: 'fails', createNodes: ${createNodes}, createNodesV2: ${createNodes} };\n`;
    writeFileTree(root, { 'plugins/fails.js': plugin });
    addPlugin(root, './plugins/fails.js');
  },
};

const RUN = 'run-many -t say greet --parallel=1';
const TASKS = 3;

/**
 * Compares what `plugin-host nx` prints with what plain nx prints, byte by byte, and that its plugins run in our
 * workers; in words.
 */
export async function checkNxCommand(
  root: string,
  major: NxMajorNumber,
  { isShort = false } = {},
): Promise<string> {
  await prepare(root);
  const targets = NX_MAJORS[major].showsTargets ? READING_TARGETS : [];
  const checks = isShort ? CHANGES.slice(-1) : [...READING, ...targets, ...CHANGES, FAILING];
  const differences = await checkCache(root, isShort);
  for (const check of checks) {
    check.change?.(root);
    const ours = await withGraphFile(root, runOurs(root, check.words));
    const plain = await withGraphFile(root, runPlain(root, check.words, { isIsolated: check.isExplained }));
    differences.push(...compare(check, ours, plain));
  }
  for (const difference of differences) console.log(difference);
  return differences.length > 0 ? `differs in ${differences.length}` : `${checks.length + 2} the same`;
}

/** A cache that one side has filled is hit by the other. What both print is the same, with a full cache and without. */
async function checkCache(root: string, isShort: boolean): Promise<string[]> {
  writeFileTree(root, inputs('one'));
  const [filledByOurs, hitByPlain] = [await runOurs(root, RUN), await runPlain(root, RUN)];
  const isHit = new RegExp(
    `read the output from the cache instead of running the command for ${TASKS} out of ${TASKS} tasks`,
  );
  const missed = isHit.test(hitByPlain.stdout)
    ? []
    : [`nx ${RUN}: plain nx misses our cache\n${hitByPlain.stdout.slice(-1500)}`];
  if (isShort) return [...missed, ...compareLoading({ words: RUN }, filledByOurs, hitByPlain)];
  writeFileTree(root, inputs('two'));
  const [filledByPlain, hitByOurs] = [await runPlain(root, RUN), await runOurs(root, RUN)];
  return [
    ...missed,
    ...compare({ words: `${RUN} (without a cache)` }, filledByOurs, filledByPlain),
    ...compare({ words: `${RUN} (from the cache)` }, hitByOurs, hitByPlain),
  ];
}

async function prepare(root: string): Promise<void> {
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

function inputs(text: string): FileTree {
  return Object.fromEntries(['noted/one', 'noted/two', SITE].map((project) => [`${project}/input`, text]));
}

function addPlugin(root: string, plugin: string): void {
  const nxJson = JSON.parse(readFileSync(join(root, 'nx.json'), 'utf8')) as { plugins: unknown[] };
  writeFileTree(root, { 'nx.json': json({ ...nxJson, plugins: [...nxJson.plugins, plugin] }) });
}

/** With what `graph --file` has written, which is taken away. */
async function withGraphFile(root: string, running: Promise<NxOutcome>): Promise<NxOutcome> {
  const outcome = await running;
  const file = join(root, 'graph.json');
  if (!existsSync(file)) return outcome;
  const stdout = outcome.stdout + readFileSync(file, 'utf8');
  rmSync(file);
  return { ...outcome, stdout };
}

function compare(check: Check, ours: NxOutcome, plain: NxOutcome): string[] {
  const compared = ['code', 'stdout', 'hooks', ...(check.isExplained ? [] : ['stderr' as const])] as const;
  const differing = compared.filter((part) => JSON.stringify(ours[part]) !== JSON.stringify(plain[part]));
  return [
    ...differing.map(
      (part) =>
        `nx ${check.words} has another ${part} through plugin-host:\n${whereTheyPart(String(ours[part]), String(plain[part]))}`,
    ),
    ...compareLoading(check, ours, plain),
  ];
}

/** The first lines that differ, and some that follow. */
function whereTheyPart(ours: string, plain: string): string {
  const [one, other] = [ours, plain].map((text) => text.split('\n'));
  const first = one.findIndex((line, index) => line !== other[index]);
  const from = first === -1 ? one.length : first;
  const show = (who: string, lines: string[]) =>
    lines.slice(from, from + 8).map((line, index) => `  ${who} ${from + index + 1}: ${line}`);
  return [...show('plugin-host', one), ...show('nx', other)].join('\n');
}

const WORKER = /plugin-worker\/dist\/entry\/main\.js$/;

/** Our workers have loaded the plugins, and nobody else; of plain nx they have loaded none. */
function compareLoading({ words, startsNothing }: Check, ours: NxOutcome, plain: NxOutcome): string[] {
  const isOurs = (script: string) => WORKER.test(script);
  const isRight = ours.loadedBy.every(isOurs) && ours.loadedBy.length > 0 !== (startsNothing ?? false);
  if (isRight && !plain.loadedBy.some(isOurs)) return [];
  return [
    `nx ${words}: plugins are loaded by ${JSON.stringify(ours.loadedBy)} through plugin-host, by ${JSON.stringify(plain.loadedBy)} of plain nx`,
  ];
}
