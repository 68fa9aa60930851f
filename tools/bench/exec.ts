import { nxBin } from '../process/nx-bin';
import { runNode } from '../process/run-program';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { execSides, withDaemon } from './exec-sides';
import { seconds, summarise } from './statistics';
import { servedSide } from './warm-sides';

export interface ExecOptions {
  runs: number;
  projectCount: number;
  seed: number;
}

/** Commands that take our graph, and one that runs unchanged: what exec costs where it has nothing to give. */
const COMMANDS = (project: string) => [
  ['show', 'projects'],
  ['show', 'project', project, '--json'],
  ['--version'],
];

export async function benchExec({ runs, projectCount, seed }: ExecOptions): Promise<boolean> {
  await withGeneratedWorkspace({ projectCount, seed }, (root) =>
    withDaemon(root, async () => {
      await servedSide.start?.(root);
      try {
        for (const command of COMMANDS(await firstProject(root))) await benchCommand(root, command, runs);
      } finally {
        await servedSide.stop?.(root);
      }
    }),
  );
  return true;
}

/** All sides in turn, with whatever the runs before left in caches. */
async function benchCommand(root: string, args: string[], runs: number): Promise<void> {
  const times = execSides.map(() => [] as number[]);
  for (const side of execSides) await side.run(root, args);
  for (let run = 1; run <= runs; run += 1)
    for (const [index, side] of execSides.entries()) times[index].push(await side.run(root, args));
  const medians = times.map((samples) => summarise(samples).median);
  console.log(`\nnx ${args.join(' ')}`.padEnd(30) + ['median', 'min', 'max', 'ratio'].map(cell).join(''));
  for (const [index, { label }] of execSides.entries()) {
    const { median, min, max } = summarise(times[index]);
    const ratio = (medians[0] / median).toFixed(2);
    console.log(`  ${label}`.padEnd(29) + [...[median, min, max].map(seconds), ratio].map(cell).join(''));
  }
}

function cell(text: string): string {
  return text.padStart(10);
}

async function firstProject(root: string): Promise<string> {
  const args = [nxBin(root), 'show', 'projects', '--json'];
  const { stdout } = await runNode(args, { cwd: root, env: { NX_DAEMON: 'false' } });
  return (JSON.parse(stdout) as string[])[0];
}
