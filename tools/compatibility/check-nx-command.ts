import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileTree } from '../workspace-generator/file-tree';
import {
  addNotedProjects,
  CHANGES,
  deleteNoted,
  FAILING,
  inputs,
  READING,
  READING_FROM_22,
  READING_TARGETS,
  type Check,
} from './nx-command-checks';
import { NX_MAJORS } from './nx-majors';
import { majorOf, type NxRelease } from './nx-releases';
import { runOurs, runPlain, type NxOutcome } from './run-both';

const RUN = 'run-many -t say greet --parallel=1';
const IN_PROCESS = { NX_ISOLATE_PLUGINS: 'false' };

/**
 * Compares what `plugin-host nx` prints with what plain nx prints, byte by byte, and that its plugins run in our
 * workers; in words.
 */
export async function checkNxCommand(root: string, release: NxRelease): Promise<string> {
  await addNotedProjects(root);
  const major = majorOf(release);
  const checks = [
    ...READING,
    ...(major >= 22 ? READING_FROM_22 : []),
    ...(NX_MAJORS[major].showsTargets ? READING_TARGETS : []),
    ...CHANGES,
    FAILING,
  ];
  const differences = await checkCache(root);
  // `affected` of Nx 20.0 starts its workers twice, and leaves them behind.
  const env = release.nx.startsWith('20.0.') ? IN_PROCESS : {};
  for (const check of checks) {
    check.change?.(root);
    const ours = await withGraphFile(root, runOurs(root, check.words));
    const plain = await withGraphFile(root, runPlain(root, check.words, env));
    differences.push(...compare(check, ours, plain));
  }
  return inWords(differences, checks.length + 2);
}

/**
 * The shortest command that needs every seam: patterns of plugins say what is affected, plugins have hooks around the
 * tasks, and hashes are those of nx.
 */
export async function checkOneNxCommand(root: string): Promise<string> {
  await addNotedProjects(root);
  deleteNoted(root);
  const words = 'affected -t say --base=HEAD';
  const filled = await runOurs(root, words);
  // Nothing that it prints is compared, and plugins in its own process take a third of the time.
  const hit = await runPlain(root, words, IN_PROCESS);
  const differences = [
    ...findMissed(words, hit),
    ...compareTexts(words, 'hooks', withoutStatus(filled), withoutStatus(hit)),
    ...compareLoading({ words }, filled, hit),
  ];
  return inWords(differences, 1);
}

function inWords(differences: string[], count: number): string {
  for (const difference of differences) console.log(difference);
  return differences.length > 0 ? `differs in ${differences.length}` : `${count} the same`;
}

/** A cache that one side has filled is hit by the other. What both print is the same, with a full cache and without. */
async function checkCache(root: string): Promise<string[]> {
  writeFileTree(root, inputs('one'));
  const [filledByOurs, hitByPlain] = [await runOurs(root, RUN), await runPlain(root, RUN)];
  writeFileTree(root, inputs('two'));
  const [filledByPlain, hitByOurs] = [await runPlain(root, RUN), await runOurs(root, RUN)];
  return [
    ...findMissed(RUN, hitByPlain),
    ...compare({ words: `${RUN} (without a cache)`, runsTasks: true }, filledByOurs, filledByPlain),
    ...compare({ words: `${RUN} (from the cache)`, runsTasks: true }, hitByOurs, hitByPlain),
  ];
}

const ALL_HIT = /read the output from the cache instead of running the command for (\d+) out of \1 tasks/;

function findMissed(words: string, { stdout }: NxOutcome): string[] {
  if (ALL_HIT.test(stdout)) return [];
  return [
    `nx ${words}: plain nx does not find all tasks in the cache that plugin-host has filled\n${stdout}`,
  ];
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
  const parts = ['code', 'stdout', 'hooks', ...(check.isExplained ? [] : ['stderr' as const])] as const;
  return [
    ...parts.flatMap((part) =>
      compareTexts(check.words, part, textOf(ours[part], check), textOf(plain[part], check)),
    ),
    ...compareLoading(check, ours, plain),
  ];
}

function compareTexts(words: string, part: keyof NxOutcome, ours: string, plain: string): string[] {
  if (ours === plain) return [];
  return [`nx ${words} has another ${part} through plugin-host:\n${whereTheyPart(ours, plain)}`];
}

/** Node's warnings have it. */
const PID = /\(node:\d+\)/g;
const DURATION = /<?\d+(\.\d+)?(m?s\b|% of the run)/g;

function textOf(part: NxOutcome[keyof NxOutcome], { runsTasks }: Partial<Check> = {}): string {
  const lines = Array.isArray(part) ? part : `${part}`.split('\n');
  if (!runsTasks) return lines.join('\n');
  return lines
    .map((line) => line.replace(DURATION, 'so long').replace(PID, '(node)'))
    .sort()
    .join('\n');
}

/** A task is a success for who runs it, and a hit for who finds it in the cache. */
function withoutStatus({ hooks }: NxOutcome): string {
  return textOf(
    hooks.map((hook) => hook.replace(/: .*/, '')),
    { runsTasks: true },
  );
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

const WORKER = /plugin-worker\/dist\/bundle\/main\.js$/;

/** Our workers have loaded the plugins, and nobody else; of plain nx they have loaded none. */
function compareLoading({ words, startsNothing }: Check, ours: NxOutcome, plain: NxOutcome): string[] {
  const isOurs = (script: string) => WORKER.test(script);
  const isRight = ours.loadedBy.every(isOurs) && ours.loadedBy.length > 0 !== (startsNothing ?? false);
  if (isRight && !plain.loadedBy.some(isOurs)) return [];
  return [
    `nx ${words}: plugins are loaded by ${JSON.stringify(ours.loadedBy)} through plugin-host, by ${JSON.stringify(plain.loadedBy)} of plain nx`,
  ];
}
