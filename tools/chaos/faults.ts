import { setTimeout as delay } from 'node:timers/promises';
import { launchPluginWorker, type PluginWorker } from '@plugin-isolation/plugin-worker';
import type { Random } from '../random/random';
import { callHook, RESULT_HOOKS, type CallPlan } from './call-hook';
import { ABORTED, type Ledger } from './ledger';
import type { launchOptions } from './launch-options';

/** Faults that the plugin commits in a call. */
const ACTS = [
  'blocks',
  'exits',
  'throws',
  'rejects unhandled',
  'unserialisable',
  'floods stdout',
  'large',
] as const;
/** Faults that come from outside while calls are pending. */
const BLOWS = ['SIGKILL', 'SIGSTOP', 'SIGSTOP, SIGCONT', 'stop()', 'aborted launch'] as const;

export const FAULTS = [...ACTS, ...BLOWS];
export type Fault = (typeof FAULTS)[number];

const LARGE_BYTES = 1024 * 1024;

const isAct = (fault: Fault): fault is (typeof ACTS)[number] => (ACTS as readonly string[]).includes(fault);

/** The call that commits the fault, or is pending while it strikes. */
export function planFault(random: Random, plan: CallPlan, fault: Fault): CallPlan {
  if (!isAct(fault)) return { ...plan, delayMs: 30 };
  const echo = fault === 'large' ? plan.echo.padEnd(LARGE_BYTES, 'é') : plan.echo;
  return { ...plan, hook: random.pick(RESULT_HOOKS), act: fault, echo };
}

export interface Target {
  worker: PluginWorker;
  ledger: Ledger;
  random: Random;
  options: ReturnType<typeof launchOptions>;
}

/** Strikes the worker from outside, at a random moment. */
export async function strike(fault: Fault, { worker, ledger, random, options }: Target): Promise<void> {
  if (isAct(fault)) return;
  const afterMs = random.below(40);
  const pauseMs = random.below(300);
  await delay(afterMs);
  switch (fault) {
    case 'SIGKILL':
    case 'SIGSTOP':
      return signal(worker, fault);
    case 'SIGSTOP, SIGCONT':
      signal(worker, 'SIGSTOP');
      await delay(pauseMs);
      return signal(worker, 'SIGCONT');
    case 'stop()':
      await Promise.all([ledger.settle(worker.stop()), ledger.settle(worker.stop())]);
      return;
    case 'aborted launch':
      return abortLaunch(pauseMs, ledger, options);
  }
}

function signal(worker: PluginWorker, name: NodeJS.Signals): void {
  if (worker.state === 'ready' || worker.state === 'draining') attempt(() => process.kill(worker.pid, name));
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // ESRCH: it has ended meanwhile.
  }
}

async function abortLaunch(afterMs: number, ledger: Ledger, options: Target['options']): Promise<void> {
  const controller = new AbortController();
  const launching = ledger.settle(launchPluginWorker({ ...options, signal: controller.signal }));
  const timer = setTimeout(() => controller.abort(ABORTED), afterMs);
  const launched = await launching;
  if (launched) {
    const plan = { hook: 'createNodes', act: 'waits', echo: 'aborted', delayMs: 300 } as const;
    await ledger.call(plan.echo, callHook(launched.value, plan));
    await ledger.settle(launched.value.stop());
  }
  clearTimeout(timer);
}
