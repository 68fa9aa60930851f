import { setTimeout as delay } from 'node:timers/promises';
import { launchPluginWorker, type PluginWorker } from '@plugin-isolation/plugin-worker';
import { createRandom, type Random } from '../random/random';
import { ALL_HOOKS, callHook, type CallPlan } from './call-hook';
import { FAULTS, planFault, strike, type Fault } from './faults';
import type { launchOptions } from './launch-options';
import type { Ledger } from './ledger';

const MAX_OVERLAPPING = 12;

export interface SlotSettings {
  seed: number;
  calls: number;
  faults: number;
  /** On the clock of `performance.now()`. */
  deadline: number;
  options: ReturnType<typeof launchOptions>;
}

/** Keeps one worker, makes overlapping calls, and launches a new worker when it has ended. */
export async function runSlot(settings: SlotSettings, ledger: Ledger): Promise<void> {
  const random = createRandom(settings.seed);
  const faultOf = planFaults(random, settings);
  let worker: PluginWorker | undefined;
  for (let made = 0; made < settings.calls && performance.now() < settings.deadline;) {
    worker ??= (await ledger.settle(launchPluginWorker(settings.options)))?.value;
    if (!worker) continue;
    const until = Math.min(settings.calls, made + 1 + random.below(MAX_OVERLAPPING));
    const wave: Promise<void>[] = [];
    for (; made < until; made++) {
      const fault = faultOf.get(made);
      const plan = planCall(random, `${settings.seed}/${made}`);
      wave.push(makeCall(worker, fault ? planFault(random, plan, fault) : plan, random.below(10), ledger));
      if (!fault) continue;
      ledger.faults.add(fault);
      // A sequence of its own: how long the others take must not change what this one draws.
      const own = createRandom(settings.seed + 7919 * made);
      wave.push(strike(fault, { worker, ledger, random: own, options: settings.options }));
    }
    await Promise.all(wave);
    if (worker.state === 'ready') continue;
    await ledger.settle(worker.exited);
    worker = undefined;
  }
  if (worker) await ledger.settle(worker.stop());
}

async function makeCall(
  worker: PluginWorker,
  plan: CallPlan,
  afterMs: number,
  ledger: Ledger,
): Promise<void> {
  if (afterMs > 4) await delay(afterMs);
  await ledger.call(plan.echo, callHook(worker, plan));
}

function planCall(random: Random, echo: string): CallPlan {
  return { hook: random.pick(ALL_HOOKS), echo, delayMs: random.below(20) };
}

/** Which calls meet which fault: every kind about equally often. */
function planFaults(random: Random, { calls, faults }: SlotSettings): Map<number, Fault> {
  const indexes = random.sample([...Array(calls).keys()], faults);
  const offset = random.below(FAULTS.length);
  return new Map(indexes.map((index, nth) => [index, FAULTS[(nth + offset) % FAULTS.length]]));
}
