import { STOP_TOTAL_MS } from '@plugin-isolation/plugin-worker/internal/launch';
import { killHost } from '../chaos/kill-host';
import { asksForTheGraph, diesInItsPreload, isKilledInCalls, stops } from './fault-timings';
import { firstProgress } from './first-progress';

export interface BoundMeasurement {
  /** The number of the behaviour, and what is measured. */
  what: string;
  boundMs: number;
  /** Resolves with milliseconds. */
  measure: () => Promise<number>;
}

const KILL_WITHIN_MS = 1000;

/** Every behaviour with a bound in milliseconds or seconds. */
export const boundMeasurements: BoundMeasurement[] = [
  {
    what: 'B02 a worker dies in its preload: its launch has failed',
    boundMs: 1000,
    measure: diesInItsPreload,
  },
  {
    what: 'B11 SIGKILL of a host at any moment: nothing of it is left',
    boundMs: 2000,
    measure: async () => (await killHost(Math.random() * KILL_WITHIN_MS)).goneMs,
  },
  { what: 'B12 an idle worker is stopped', boundMs: STOP_TOTAL_MS, measure: () => stops() },
  {
    what: 'B12 a worker in a call without end is stopped',
    boundMs: STOP_TOTAL_MS,
    measure: () => stops('waits for ever'),
  },
  { what: 'B12 a worker in for (;;) is stopped', boundMs: STOP_TOTAL_MS, measure: () => stops('blocks') },
  { what: 'B21 SIGKILL of a worker: its ten calls have failed', boundMs: 200, measure: isKilledInCalls },
  { what: 'B29 a graph request of a plugin has failed', boundMs: 1000, measure: asksForTheGraph },
  { what: 'B44 a plugin loads for 4 s: progress has named it', boundMs: 2000, measure: firstProgress },
];
