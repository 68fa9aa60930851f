import { connectPluginHost, type PluginHost, type WorkerStatus } from '@plugin-isolation/plugin-host';
import { summarise, milliseconds } from '../bench/statistics';
import { report, type Row } from '../chaos/report';
import { compareWithNx } from '../parity/check-parity';
import { showDifferences } from '../parity/show-differences';
import { createRandom, type Random } from '../random/random';
import { Day, type Change } from './day';
import { Watched } from './watched';

const MIB = 1024 * 1024;
/**
 * Of the median of the last fifth over that of the second: in the first, code is compiled and heaps grow to their size.
 */
const MAX_GROWTH = 0.15;
const MIN_SAMPLES = 200;

/** Pids by plugin, as nx.json names it. */
type Pids = Map<string, number | undefined>;

export interface Replay {
  changes: number;
  projectCount: number;
  seed: number;
}

class Observed {
  readonly answeredMs: number[] = [];
  /** Resident memory of the host, and the mean of the workers that are never replaced, in bytes. */
  readonly hostMemory: number[] = [];
  readonly workerMemory: number[] = [];
  readonly wrong: string[] = [];
}

/** Replays `changes` changes of a workspace with a watch running, and reports what came of it. */
export async function replay(root: string, { changes, projectCount, seed }: Replay): Promise<void> {
  const random = createRandom(seed);
  const day = new Day(root, random);
  const observed = new Observed();
  const watched = new Watched(root);
  try {
    await watched.graph();
    const host = await connectPluginHost({ root, onLog: () => undefined });
    for (let i = 0; i < changes; i++) await step({ day, watched, host, random, observed });
    const { graph, sourceMaps, errors } = await host.computeProjectGraph();
    const { differences, size } = await compareWithNx(root, { ...graph, sourceMaps });
    if (differences.length > 0) showDifferences('differences to a fresh nx run', differences);
    observed.wrong.slice(0, 20).forEach((line) => console.log(line));
    await host.close();
    report(
      [
        { what: 'changes', value: changes },
        { what: `differences to a fresh nx run (${size})`, value: differences.length, mustBe: 0 },
        { what: 'errors in the graph', value: errors.length, mustBe: 0 },
        { what: 'workers that were kept or replaced wrongly', value: observed.wrong.length, mustBe: 0 },
        ...answerRows(observed.answeredMs),
        ...memoryRows('the host', observed.hostMemory),
        ...memoryRows('a worker', observed.workerMemory),
        { what: 'exit code of the watch after SIGTERM', value: String(await watched.end()), mustBe: '143' },
      ],
      `days-work -- --changes ${changes} --projects ${projectCount} --seed ${seed}`,
    );
  } finally {
    await watched.end();
  }
}

interface Step {
  day: Day;
  watched: Watched;
  host: PluginHost;
  random: Random;
  observed: Observed;
}

/** One change; then either the graph is asked for at once, or the watch is waited for. */
async function step({ day, watched, host, random, observed }: Step): Promise<void> {
  const before = pidsOf(await host.status());
  const { told } = watched;
  const change = day.change();
  const changedAt = performance.now();
  if (random.next() < 0.5) {
    await host.computeProjectGraph();
    observed.answeredMs.push(performance.now() - changedAt);
  } else await watched.graph(told, change.file);
  const status = await host.status();
  observed.wrong.push(...findWrong(before, pidsOf(status), change, day.plugins));
  observed.hostMemory.push(watched.rssBytes());
  const stays = status.filter(({ plugin }) => !plugin.startsWith('./tools/day/'));
  observed.workerMemory.push(stays.reduce((sum, { rssBytes = 0 }) => sum + rssBytes, 0) / stays.length);
}

function pidsOf(status: WorkerStatus[]): Pids {
  return new Map(status.map(({ plugin, pid }) => [plugin, pid]));
}

function findWrong(before: Pids, after: Pids, { what, replaced }: Change, plugins: string[]): string[] {
  const listed =
    [...after.keys()].join(' ') === plugins.join(' ') ? [] : [`${what}: other plugins than nx.json lists`];
  const wrong = plugins.filter((plugin) => {
    const isNew = before.get(plugin) !== after.get(plugin);
    return after.get(plugin) === undefined || isNew !== replaced.includes(plugin);
  });
  return [
    ...listed,
    ...wrong.map((plugin) => `${what}: ${plugin} was ${replaced.includes(plugin) ? 'kept' : 'replaced'}`),
  ];
}

function answerRows(answeredMs: number[]): Row[] {
  if (answeredMs.length === 0) return [];
  const { median, max } = summarise(answeredMs);
  return [
    { what: 'from a change to an answer that was asked for at once, median', value: milliseconds(median) },
    { what: 'the longest', value: milliseconds(max) },
  ];
}

function memoryRows(of: string, memory: number[]): Row[] {
  if (memory.length < MIN_SAMPLES) return [];
  const fifth = Math.floor(memory.length / 5);
  const first = summarise(memory.slice(fifth, 2 * fifth)).median;
  const last = summarise(memory.slice(-fifth)).median;
  const growth = last / first - 1;
  return [
    { what: `memory of ${of}, median of the second fifth`, value: `${(first / MIB).toFixed(1)} MiB` },
    { what: 'median of the last fifth', value: `${(last / MIB).toFixed(1)} MiB` },
    {
      what: `growth is at most ${MAX_GROWTH * 100} %`,
      value: growth <= MAX_GROWTH ? 'yes' : 'no',
      mustBe: 'yes',
    },
  ];
}
