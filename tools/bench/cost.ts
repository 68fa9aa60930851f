import { measureCost, type CostSample } from './measure-cost';
import { summarise } from './statistics';

interface CostRow {
  what: string;
  unit: 'ms' | 'MB' | 'kB';
  of: (sample: CostSample) => number;
}

const megabytes = (kilobytes: number) => kilobytes / 1024;

const ROWS: CostRow[] = [
  { what: 'a bare node: until it prints its first line', unit: 'ms', of: ({ bare }) => bare.startMs },
  { what: 'a worker of an empty plugin: launched', unit: 'ms', of: ({ host }) => host.laterLaunchMs },
  { what: 'the first worker of a host: launched', unit: 'ms', of: ({ host }) => host.firstLaunchMs },
  { what: '  of it, spawning the reaper', unit: 'ms', of: ({ host }) => host.shellSpawnMs },
  {
    what: 'instead, a watchdog thread in each worker',
    unit: 'ms',
    of: ({ withThread }) => withThread.threadMs!,
  },
  { what: 'a bare node: memory of its own', unit: 'MB', of: ({ bare }) => megabytes(bare.own) },
  {
    what: 'a worker of an empty plugin: memory of its own',
    unit: 'MB',
    of: ({ host }) => megabytes(host.worker.own),
  },
  { what: 'the host: heap per worker', unit: 'kB', of: ({ host }) => host.heapPerWorker / 1024 },
  { what: 'the reaper, once per host: resident', unit: 'kB', of: ({ host }) => host.shell.rss },
  { what: 'the reaper, once per host: its share of that', unit: 'kB', of: ({ host }) => host.shell.share },
  { what: 'the reaper, once per host: of its own', unit: 'kB', of: ({ host }) => host.shell.own },
  {
    what: 'instead, a watchdog thread in each worker: of its own',
    unit: 'kB',
    of: ({ bare, withThread }) => withThread.own - bare.own,
  },
  { what: 'SIGKILL of the host: an idle worker is gone (lifeline)', unit: 'ms', of: (it) => it.idleGoneMs },
  { what: 'SIGKILL of the host: one in for (;;) is gone (reaper)', unit: 'ms', of: (it) => it.blockedGoneMs },
];

/** Prints what isolation and its safety cost, beside what they are compared with. */
export async function benchCost({ runs }: { runs: number }): Promise<boolean> {
  const samples: CostSample[] = [];
  for (let run = 0; run < runs; run++) samples.push(await measureCost());
  const width = 60;
  console.log(`${`${runs} runs each`.padEnd(width)}${cells(['median', 'min', 'max'])}`);
  for (const { what, unit, of } of ROWS) {
    const { median, min, max } = summarise(samples.map(of));
    console.log(`${what.padEnd(width)}${cells([median, min, max].map((it) => it.toFixed(1)))} ${unit}`);
  }
  return true;
}

const cells = (texts: string[]) => texts.map((text) => text.padStart(9)).join('');
