import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { runNode } from '../process/run-program';
import type { ColdOptions } from './cold';
import { milliseconds, summarise } from './statistics';

const PLUGINS = 8;
const FILES = 100_000;
/** Of our median to Nx's. */
const LIMITS = [
  { what: 'first', limit: 0.2 },
  { what: 'after one changed file', limit: 0.05 },
];
const SIDES = ['ours', 'nx'] as const;
/** It stays for the hook after tasks, also in Nx. */
const PLUGIN = `exports.name = 'reads-nothing';
exports.createDependencies = () => [];
exports.postTasksExecution = () => undefined;
`;

/** What `createDependencies` costs plugins that read nothing of their context, ours and Nx's isolated ones in turn. */
export async function benchContexts({ runs, isAsserted }: ColdOptions): Promise<boolean> {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'contexts-'));
  try {
    writeFileSync(join(root, 'package.json'), '{"name":"contexts"}');
    writeFileSync(join(root, 'nx.json'), '{}');
    writeFileSync(join(root, 'plugin.js'), PLUGIN);
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
    const times = { ours: [[], []] as number[][], nx: [[], []] as number[][] };
    for (let run = 0; run < runs; run++)
      for (const side of SIDES) {
        const [first, ...later] = await measure(side, root);
        times[side][0].push(first);
        times[side][1].push(...later);
      }
    return report(times) || !isAsserted;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function measure(side: string, root: string): Promise<number[]> {
  const args = [join(__dirname, 'contexts-client.js'), side, root, String(PLUGINS), String(FILES)];
  const { stdout } = await runNode(args, { cwd: root, env: { NX_DAEMON: 'false' } });
  return JSON.parse(stdout) as number[];
}

function report(times: Record<(typeof SIDES)[number], number[][]>): boolean {
  console.log(`\ncreateDependencies of ${PLUGINS} plugins that read nothing, ${FILES} files`);
  const verdicts = LIMITS.map(({ what, limit }, index) => {
    const [ours, nx] = SIDES.map((side) => summarise(times[side][index]).median);
    const verdict = ours / nx <= limit ? 'ok' : 'ABOVE';
    const medians = `ours ${milliseconds(ours)}, nx ${milliseconds(nx)}`;
    console.log(`  ${what}: ${medians}: ${(ours / nx).toFixed(3)}, limit ${limit}  ${verdict}`);
    return ours / nx <= limit;
  });
  return verdicts.every(Boolean);
}
