import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { affectedCases } from './affected-cases';
import type { Case, NxStep, Step } from './case';
import type { Names } from './find-names';
import { readingCases } from './reading-steps';
import { taskCases } from './task-cases';
import { OUT_DIRECTORY } from './workspace-copy';
import { writingCases } from './writing-cases';

const PRINT_HASHES = join(__dirname, 'fixtures/print-hashes.js');

export function casesFor(names: Names, isShort: boolean): Case[] {
  const cases = isShort ? shortCases(names) : allCases(names);
  return cases.map((each) => ({ ...each, steps: each.steps.filter((step) => ends(step, names.major)) }));
}

/** Nx 20 takes `graph --print`, and serves a page all the same. */
function ends(step: Step, major: number): boolean {
  if (major > 20 || 'change' in step) return true;
  return typeof step.nx !== 'string' || !/^graph\b.* --print\b/.test(step.nx);
}

function allCases(names: Names): Case[] {
  const hashes = hashesOf(names);
  return [
    { name: 'cold', isCold: true, steps: [{ nx: 'graph --print' }, { nx: 'show projects' }] },
    ...readingCases(names),
    { name: 'hashes', steps: [hashes, hashes] },
    { name: 'hashes when cold', isCold: true, steps: [hashes] },
    ...taskCases(names),
    ...affectedCases(),
    ...writingCases(),
  ];
}

/** One case, for large workspaces: a command of each kind. */
function shortCases(names: Names): Case[] {
  const { project, target, targets } = names;
  const before: Step[] = [
    ...['graph --print', 'show projects --affected --base=HEAD~1', `show project ${project} --json`].map(
      (nx) => ({ nx }),
    ),
    ...[`show target inputs ${project}:${target} --json`, `graph --file=${OUT_DIRECTORY}/graph.json`].map(
      (nx) => ({ nx }),
    ),
    { nx: ['run-many', '-t', targets.join(','), '--graph=stdout'] },
    hashesOf(names),
    ...[
      'show project no-such-project',
      'run sample-three:sample-build',
      'run-many -t sample-build --parallel=1',
    ].map((nx) => ({ nx })),
    ...[
      'run-many -t sample-fail sample-build --parallel=1',
      'sync',
      'g sample-tool:add-file --name=added',
    ].map((nx) => ({ nx })),
  ];
  const deletion: Step[] = [
    { change: (root) => rmSync(join(root, 'samples/four/sample.json')) },
    ...['show projects --affected', `graph --affected --file=${OUT_DIRECTORY}/affected.json`].map((nx) => ({
      nx,
    })),
    { nx: 'affected -t sample-build --parallel=1' },
  ];
  return [{ name: 'a bit of each', isCold: true, steps: [...before, ...deletion] }];
}

/** The hashes of all tasks there are; none is run. */
function hashesOf({ targets }: Names): NxStep {
  const nx = ['run-many', '-t', targets.join(','), '--parallel=1000', '--nxIgnoreCycles'];
  return { nx, env: { NODE_OPTIONS: `--require=${PRINT_HASHES}` }, label: 'hashes of all tasks' };
}
