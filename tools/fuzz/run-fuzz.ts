import { createRandom } from '../random/random';
import { readSampleLines } from './corpus';
import { LineSource } from './line-source';
import { Violation, type Target } from './target';
import { fuzzFraming } from './targets/framing';
import { fuzzHostConnection } from './targets/host-connection';
import { fuzzLifeline, fuzzSocket, fuzzUnauthenticatedPeers } from './targets/live-worker';
import { fuzzMessages } from './targets/messages';
import { fuzzWorkerConnection } from './targets/worker-connection';

/** How many of the lines each target gets. */
const TARGETS: Record<string, { share: number; create: () => Target | Promise<Target> }> = {
  framing: { share: 0.3, create: fuzzFraming },
  messages: { share: 0.3, create: fuzzMessages },
  'host-connection': { share: 0.15, create: fuzzHostConnection },
  'worker-connection': { share: 0.15, create: fuzzWorkerConnection },
  'unauthenticated-peers': { share: 0.01, create: fuzzUnauthenticatedPeers },
  socket: { share: 0.05, create: fuzzSocket },
  lifeline: { share: 0.04, create: fuzzLifeline },
};

export const TARGET_NAMES = Object.keys(TARGETS);

const LINES_AT_ONCE = 100;

export interface FuzzSettings {
  lines: number;
  seed: number;
  /** Ends each target after its share of this time. */
  seconds: number;
  /** The only one to run; it gets all lines. */
  target?: string | undefined;
  /** Called with each target as it starts; its numbers go on. */
  onStart(progress: FuzzedTarget): void;
}

export interface FuzzedTarget {
  name: string;
  lines: number;
  elapsedMs: number;
  violation?: Violation;
}

/** Runs one target after the other; stops at the first violation. */
export async function* runFuzz(settings: FuzzSettings): AsyncGenerator<FuzzedTarget> {
  const { lines, seed, seconds, target } = settings;
  const samples = readSampleLines();
  const names = target === undefined ? TARGET_NAMES : [target];
  for (const name of names) {
    const share = target === undefined ? TARGETS[name].share : 1;
    const source = new LineSource(createRandom(seed), samples);
    const result: FuzzedTarget = { name, lines: 0, elapsedMs: 0 };
    settings.onStart(result);
    await feedTarget(result, source, Math.ceil(lines * share), (seconds * 1000) / names.length);
    yield result;
    if (result.violation) return;
  }
}

async function feedTarget(
  result: FuzzedTarget,
  source: LineSource,
  wanted: number,
  withinMs: number,
): Promise<void> {
  const startedAt = performance.now();
  try {
    const target = await TARGETS[result.name].create();
    while (result.lines < wanted && performance.now() - startedAt < withinMs) {
      const count = Math.min(LINES_AT_ONCE, wanted - result.lines);
      result.lines += count;
      await target.feed(source, count);
    }
    await target.finish?.();
  } catch (error) {
    result.violation =
      error instanceof Violation ? error : new Violation((error as Error).stack, { cause: error });
  }
  result.elapsedMs = performance.now() - startedAt;
}
