import { namesOf } from '../../errors/plugin-names';
import type { BusyPlugins } from '../../timing/busy-plugins';
import { untilAborted } from '../../timing/until-aborted';
import { around, type Layer } from '../around';

/** When one hook of one plugin ran, in milliseconds since the graph was asked for. */
export interface HookTiming {
  /** As `nx.json` names it; a core plugin, as Nx does. */
  plugin: string;
  /** Position in `nx.json`'s `plugins`; a core plugin has none. */
  index?: number;
  hook: string;
  startMs: number;
  elapsedMs: number;
  /** How many configuration files `createNodes` was given. */
  files?: number;
  /** Why it ran, as a sentence whose subject is the plugin. Not there for a core plugin. */
  reason?: string;
  /** It did not run: the answer is what it gave last. */
  isReused?: true;
  /** Process of the worker that was called; not there for a core plugin. */
  pid?: number;
  /** Of {@link elapsedMs}: until the worker was called. */
  waitingMs?: number;
  /** Of {@link elapsedMs}: until all of that call had left the host. */
  sendingMs?: number;
}

/** Why a hook ran, or that it did not. */
export type Explanation = Pick<HookTiming, 'reason' | 'isReused'>;

/** A call to a worker; times are by `performance.now()`. */
export interface CallNote {
  pid: number;
  calledAt: number;
  /** When the call had left this process. */
  sentAt?: number;
}

export interface Clock {
  /** When the graph was asked for, by `performance.now()`. */
  startedAt: number;
  timings: HookTiming[];
  /** By hook, noted by an inner layer. */
  explanations?: Map<string, Explanation>;
  /** The last one by hook, noted by an inner layer. */
  calls?: Map<string, CallNote>;
  /** Knows who is at work. */
  busy: Pick<BusyPlugins, 'begin'>;
  /** No hook is waited for after it aborts. */
  signal: AbortSignal;
}

/** Notes when each hook ran, and says who is at work meanwhile. */
export function timed({ startedAt, timings, busy, signal, explanations, calls }: Clock): Layer {
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
          ...(plugin.index !== undefined && { index: plugin.index }),
          hook,
          startMs: calledAt - startedAt,
          elapsedMs: performance.now() - calledAt,
          ...(hook === 'createNodes' && { files: (args[0] as string[]).length }),
          ...explanations?.get(hook),
          ...phasesOf(calls?.get(hook), calledAt),
        });
      }
    });
  };
}

function phasesOf(call: CallNote | undefined, startedAt: number): Partial<HookTiming> {
  if (!call) return {};
  const { pid, calledAt, sentAt } = call;
  return { pid, waitingMs: calledAt - startedAt, ...(sentAt && { sendingMs: sentAt - calledAt }) };
}
