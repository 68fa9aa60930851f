import { nxBin } from '../process/nx-bin';
import { runNode } from '../process/run-program';
import { withContenders, type Contender } from './contenders';
import { execSides, type ExecSide } from './exec-sides';
import { seconds, summarise } from './statistics';

export interface ExecOptions {
  runs: number;
  projectCount: number;
  seed: number;
}

/** Commands that take our graph, and one that runs unchanged: what exec costs where it has nothing to give. */
const COMMANDS = (project: string) => [
  ['show', 'projects'],
  ['show', 'project', project, '--json'],
  ['show', 'target', 'inputs', `${project}:build`, '--json'],
  ['show', 'target', 'outputs', `${project}:build`, '--json'],
  ['--version'],
];

export async function benchExec({ runs, projectCount, seed }: ExecOptions): Promise<boolean> {
  await withContenders({ projectCount, seed }, execSides, async (contenders) => {
    const project = await projectToBuild(contenders[0].root);
    for (const command of COMMANDS(project)) await benchCommand(contenders, command, runs);
  });
  return true;
}

/** All sides in turn, with whatever the runs before left in caches. */
async function benchCommand(contenders: Contender<ExecSide>[], args: string[], runs: number): Promise<void> {
  const times = contenders.map(() => [] as number[]);
  for (const { side, root } of contenders) await side.run(root, args);
  for (let run = 1; run <= runs; run += 1)
    for (const [index, { side, root }] of contenders.entries()) times[index].push(await side.run(root, args));
  report(`nx ${args.join(' ')}`, times);
}

function report(command: string, times: number[][]): void {
  const [{ median: first }] = times.map(summarise);
  console.log(`\n${command}\n${''.padEnd(29)}${['median', 'min', 'max', 'ratio'].map(cell).join('')}`);
  for (const [index, { label }] of execSides.entries()) {
    const { median, min, max } = summarise(times[index]);
    const ratio = (first / median).toFixed(2);
    console.log(`  ${label}`.padEnd(29) + [...[median, min, max].map(seconds), ratio].map(cell).join(''));
  }
}

function cell(text: string): string {
  return text.padStart(10);
}

async function projectToBuild(root: string): Promise<string> {
  const args = [nxBin(root), 'show', 'projects', '--with-target', 'build', '--json'];
  const { stdout } = await runNode(args, { cwd: root, env: { NX_DAEMON: 'false' } });
  return (JSON.parse(stdout) as string[])[0];
}
