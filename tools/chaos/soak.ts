import { launchPluginWorker } from '@plugin-isolation/plugin-worker';
import { seconds, summarise } from '../bench/statistics';
import { createRandom } from '../random/random';
import { callHook } from './call-hook';
import { launchOptions } from './launch-options';
import { collectGarbage } from './observe';
import { report, type Row } from './report';
import { withinBaseline } from './within-baseline';

const WINDOW = 100;
const MAX_GROWTH = 0.05;
/** Until then the host's own code is compiled and its heap grows to its size. */
const WARM_UP_CYCLES = 10;
const MIB = 1024 * 1024;

/** Starts and stops workers one after the other, half of them by `kill -9`. */
export async function runSoak(cycles: number, seed: number): Promise<void> {
  const random = createRandom(seed);
  const rss: number[] = [];
  let killed = 0;
  const startedAt = performance.now();
  const left = await withinBaseline(async (mark) => {
    for (let cycle = 0; cycle < WARM_UP_CYCLES + cycles; cycle++) {
      const isKilled = random.next() < 0.5;
      await runCycle(mark, isKilled);
      if (cycle < WARM_UP_CYCLES) continue;
      if (isKilled) killed++;
      collectGarbage();
      rss.push(process.memoryUsage.rss());
    }
  });
  const rows: Row[] = [
    { what: 'cycles', value: cycles },
    { what: 'workers ended by kill -9', value: killed },
    ...left,
    ...memoryRows(rss),
    { what: 'time', value: seconds(performance.now() - startedAt) },
  ];
  report(rows, `chaos -- --soak ${cycles} --seed ${seed}`);
}

async function runCycle(mark: string, isKilled: boolean): Promise<void> {
  const worker = await launchPluginWorker(launchOptions(mark));
  await callHook(worker, { hook: 'createNodes', echo: 'soak', delayMs: 0 });
  if (!isKilled) return worker.stop();
  process.kill(worker.pid, 'SIGKILL');
  // An idle worker holds nothing alive; a stop does, and waits for the exit.
  await worker.stop();
}

/** Too few cycles say nothing about memory. */
function memoryRows(rss: number[]): Row[] {
  if (rss.length < 2 * WINDOW) return [];
  const first = summarise(rss.slice(0, WINDOW)).median;
  const last = summarise(rss.slice(-WINDOW)).median;
  const growth = last / first - 1;
  const isWithin = growth <= MAX_GROWTH ? 'yes' : 'no';
  return [
    { what: `memory of the host, median of the first ${WINDOW}`, value: `${(first / MIB).toFixed(1)} MiB` },
    { what: `memory of the host, median of the last ${WINDOW}`, value: `${(last / MIB).toFixed(1)} MiB` },
    { what: 'growth', value: `${(growth * 100).toFixed(1)} %` },
    { what: `growth is at most ${MAX_GROWTH * 100} %`, value: isWithin, mustBe: 'yes' },
  ];
}
