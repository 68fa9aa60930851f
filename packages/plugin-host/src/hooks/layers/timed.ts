import { namesOf } from '../../errors/plugin-names';
import type { BusyPlugins } from '../../timing/busy-plugins';
import { untilAborted } from '../../timing/until-aborted';
import { around, type Layer } from '../around';

/** When one hook of one plugin ran, in milliseconds since the graph was asked for. */
export interface HookTiming {
  /** As `nx.json` names it; a core plugin, as Nx does. */
  plugin: string;
  /** Its name, such as `createNodes`. */
  hook: string;
  /** From the request to the call. */
  startMs: number;
  /** From the call to its end. */
  elapsedMs: number;
  /** Why it ran, as a sentence whose subject is the plugin. Not there for a core plugin. */
  reason?: string;
  /** It did not run: the answer is what it gave last. */
  isReused?: true;
}

/** Why a hook ran, or that it did not. */
export type Explanation = Pick<HookTiming, 'reason' | 'isReused'>;

export interface Clock {
  /** When the graph was asked for, by `performance.now()`. */
  startedAt: number;
  timings: HookTiming[];
  /** By hook, noted by an inner layer. */
  explanations?: Map<string, Explanation>;
  /** Knows who is at work. */
  busy: Pick<BusyPlugins, 'begin'>;
  /** No hook is waited for after it aborts. */
  signal: AbortSignal;
}

/** Notes when each hook ran, and says who is at work meanwhile. */
export function timed({ startedAt, timings, busy, signal, explanations }: Clock): Layer {
  return (plugin) => {
    const { plugin: name } = namesOf(plugin);
    return around(plugin, async (hook, args, next) => {
      const calledAt = performance.now();
      const end = busy.begin(name, hook);
      try {
        return await untilAborted(next(...args), signal);
      } finally {
        end();
        timings.push({
          plugin: name,
          hook,
          startMs: calledAt - startedAt,
          elapsedMs: performance.now() - calledAt,
          ...explanations?.get(hook),
        });
      }
    });
  };
}
