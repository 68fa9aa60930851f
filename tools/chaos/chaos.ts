import { seconds } from '../bench/statistics';
import { launchOptions } from './launch-options';
import { Ledger } from './ledger';
import { report } from './report';
import { runSlot } from './slot';
import { withinBaseline } from './within-baseline';

/** Ends what is stopped or blocks; healthy calls take a tenth of it. */
const HOOK_MS = 400;

export interface ChaosSettings {
  calls: number;
  faults: number;
  seed: number;
  workers: number;
  seconds: number;
}

/** Makes overlapping calls to workers that meet faults at random, and reports how all of it ended. */
export async function runChaos({
  calls,
  faults,
  seed,
  workers,
  seconds: atMost,
}: ChaosSettings): Promise<void> {
  const ledger = new Ledger();
  const startedAt = performance.now();
  const left = await withinBaseline(async (mark) => {
    const deadline = performance.now() + atMost * 1000;
    const options = launchOptions(mark, HOOK_MS);
    const slots = [...Array(workers).keys()].map((slot) => {
      const shares = { calls: share(calls, workers, slot), faults: share(faults, workers, slot) };
      return runSlot({ ...shares, seed: seed * 1000 + slot, deadline, options }, ledger);
    });
    await Promise.all(slots);
  });
  const time = { what: 'time', value: seconds(performance.now() - startedAt) };
  report(
    [...ledger.rows(), ...left, time],
    `chaos -- --calls ${calls} --faults ${faults} --seed ${seed} --workers ${workers}`,
  );
}

function share(total: number, parts: number, index: number): number {
  return Math.floor((total * (index + 1)) / parts) - Math.floor((total * index) / parts);
}
