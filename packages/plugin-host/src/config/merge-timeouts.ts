import type { Timeouts } from '@plugin-isolation/plugin-worker';

export const NO_TIMEOUTS: Timeouts = { loadMs: 0, hookMs: 0 };

/**
 * One set of timeouts out of several, the strongest first. A stronger `hookMs` goes before the `hooks` of weaker ones,
 * too.
 */
export function mergeTimeouts(strongestFirst: readonly Timeouts[]): Timeouts {
  return strongestFirst.reduceRight<Timeouts>(
    (weaker, { loadMs = weaker.loadMs, hookMs, hooks }) => ({
      ...(loadMs !== undefined && { loadMs }),
      ...(hookMs === undefined ? weaker.hookMs !== undefined && { hookMs: weaker.hookMs } : { hookMs }),
      hooks: { ...(hookMs === undefined && weaker.hooks), ...hooks },
    }),
    {},
  );
}
