import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { benchBounds } from './bounds';
import { benchCold } from './cold';
import { benchContexts } from './contexts';
import { benchCost } from './cost';
import { benchNx } from './nx';
import { benchPath } from './path';
import { benchLaunch, benchMemory, benchRpc } from './peers';
import { benchScale } from './scale';
import { benchUnchanged } from './unchanged';
import { benchWarm } from './warm';

const USAGE = `usage: npm run bench -- cold|scale|unchanged|path|contexts|warm|nx|bounds|cost|rpc|launch|memory [options]

  cold       a cold graph of a generated workspace, ours and nx's own in turn, and the ratio of the medians
  scale      time and peak memory of all processes for a cold graph, ours and nx's own in turn, and what the memory is made of
  unchanged  a graph in a new process, all caches kept: nothing changed, and after an edit
  path       the same if nothing changed, stage by stage
  contexts   what plugins are given that read nothing of it: 100,000 files, eight plugins, ours and Nx's isolated ones
  warm       an edit in a generated workspace → the new graph: a host that stays against the Nx daemon, and the ratio
  nx         nx commands in a generated workspace: through plugin-host, and by nx itself without and with a warm daemon
  bounds     what has a bound in milliseconds: how long it takes, and whether all runs stay below the bound
  cost       memory and start time per host and per worker, beside those of a bare node and of a watchdog thread
  rpc        calls of a worker, beside a bare socket, child_process.fork, workerpool, tinypool and Nx's isolated plugins
  launch     the same peers: from the launch to the first answer, of one and of eight at once
  memory     the same peers: what a worker has in memory

  --runs N      runs of each measurement (7)
  --projects N  cold, scale, unchanged, path, warm, nx: projects of the workspace (200)
  --seed S      cold, scale, unchanged, path, warm, nx: what the workspace is generated from (1)
  --load N      cold: busy processes in sessions of their own beside it (0)
  --out FILE    rpc, launch, memory: write all samples as JSON
  --assert      all but path and cost: exit code 1 where a limit is exceeded`;

const benchmarks = {
  cold: benchCold,
  scale: benchScale,
  unchanged: benchUnchanged,
  path: benchPath,
  contexts: benchContexts,
  warm: benchWarm,
  nx: benchNx,
  bounds: benchBounds,
  cost: benchCost,
  rpc: benchRpc,
  launch: benchLaunch,
  memory: benchMemory,
};

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '7' },
      projects: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      load: { type: 'string', default: '0' },
      out: { type: 'string' },
      assert: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [name = ''] = positionals;
  if (positionals.length !== 1 || !Object.hasOwn(benchmarks, name))
    throw new Error(`The benchmarks are ${Object.keys(benchmarks).join(', ')}: name one.`);
  return {
    benchmark: benchmarks[name as keyof typeof benchmarks],
    runs: readCount('runs', values.runs),
    projectCount: readCount('projects', values.projects),
    seed: readCount('seed', values.seed),
    load: values.load === '0' ? 0 : readCount('load', values.load),
    out: values.out,
    isAsserted: values.assert,
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options === 'help') return console.log(USAGE);
  process.exitCode = (await options.benchmark(options)) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
