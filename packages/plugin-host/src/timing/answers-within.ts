import type { LaunchConfiguration } from '../config/host-configuration';

/**
 * How long an idle worker may take to say that it is there before it is replaced: a timer of its plugin may block it
 * for some seconds, but one that is suspended must not hold a graph.
 */
export const ANSWER_MS = 10_000;

/** How long a worker may take when somebody asks for its state: nobody is to wait for one that is busy. */
export const STATUS_ANSWER_MS = 500;

/** 0, no limit, if the plugin has no timers: they are switched off, or it runs with an inspector. */
export function answerMsOf({ timeouts, inspect }: LaunchConfiguration): number {
  return timeouts.hookMs === 0 || inspect ? 0 : ANSWER_MS;
}

/**
 * What a worker is asked for; rejects if there is no answer within `withinMs`; 0 means no limit. As for every timer,
 * one poll phase passes before the clock is believed, so that a host that was blocked itself reads the answer that is
 * there.
 */
export async function answersWithin<T>(
  answer: Promise<T>,
  withinMs: number,
  createError = () => new Error(`it did not answer within ${withinMs / 1000} s`),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const isLate = new Promise<never>((_, reject) => {
    const fail = () => reject(createError());
    if (withinMs > 0) timer = setTimeout(() => setImmediate(fail), withinMs);
  });
  try {
    return await Promise.race([answer, isLate]);
  } finally {
    clearTimeout(timer);
  }
}
