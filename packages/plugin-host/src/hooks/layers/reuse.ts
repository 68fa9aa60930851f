import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import { digestOfArgs } from '../../results/args-digest';
import type { Explanation } from './timed';
import type { KeptResults, WorkspaceNow } from '../../results/kept-results';
import { around, functionOf, type Layer } from '../around';
import {
  GRAPH_HOOKS,
  type GraphHook,
  type HookArgs,
  type HookFunction,
  type HookResult,
} from '../graph-hooks';

export interface Reuse {
  results: KeptResults;
  now: WorkspaceNow;
  /** The worker that was called last. */
  worker: () => HostedPluginWorker;
  explain: (hook: GraphHook, explanation: Explanation) => void;
  /** Lets the worker go; the next call starts another one. */
  renew: () => Promise<void>;
}

/** What a hook gave, and for what. */
interface Done {
  hook: GraphHook;
  /** `undefined` if it gave nothing. */
  text: string | undefined;
  digest: string;
  by: HostedPluginWorker;
}

/**
 * Gives what a hook gave last, if everything that it depends on is as it was. Otherwise the hook runs, and what it
 * gives is kept.
 */
export function reuse({ results, now, worker, renew, explain }: Reuse): Layer {
  return (plugin) => {
    const { request } = results;
    const called = new Map<GraphHook, HookArgs<GraphHook>>();
    const ran = new Set<GraphHook>();
    /** A plugin may keep in `createNodes` what it uses in a later hook. */
    const catchUp = async (hook: GraphHook) => {
      for (const earlier of GRAPH_HOOKS.slice(0, GRAPH_HOOKS.indexOf(hook))) {
        const args = called.get(earlier);
        if (!args || ran.has(earlier)) continue;
        ran.add(earlier);
        // What it gave before, and what this worker has seen, do not belong together.
        await call(earlier, args, functionOf(plugin, earlier)!).then(record, () => undefined);
      }
      ran.add(hook);
    };
    const call = async <H extends GraphHook>(hook: H, args: HookArgs<H>, next: HookFunction<H>) => {
      const digest = digestOfArgs(args);
      const result = await next(...args).catch((error: unknown) => {
        results.forget({ hook, request });
        throw error;
      });
      return { hook, result, text: JSON.stringify(result) as string | undefined, digest, by: worker() };
    };
    const run = async <H extends GraphHook>(hook: H, args: HookArgs<H>, next: HookFunction<H>) => {
      await catchUp(hook);
      return call(hook, args, next);
    };
    /** What the worker knows that is not true any more, as far as that is known. */
    const record = ({ hook, text, digest, by }: Done) =>
      results
        .record({ hook, worker: by, args: digest, result: text ?? 'null', request }, now)
        .catch(() => ['everything']);
    return around(plugin, async (hook, args, next) => {
      const digest = digestOfArgs(args);
      called.set(hook, args);
      const kept = ran.size === 0 ? results.find(hook, digest) : undefined;
      if (kept !== undefined) {
        explain(hook, { isReused: true });
        return JSON.parse(kept) as HookResult<typeof hook>;
      }
      explain(hook, { reason: results.reason ?? whyNot(ran.size, hook) });
      let done = await run(hook, args, next);
      if (request !== results.request || !results.isStale(done.by)) {
        void record(done);
        return done.result;
      }
      if ((await record(done)).length > 0) {
        // It may have used what it has read before. One that has read nothing yet reads it as it is.
        await renew();
        ran.clear();
        done = await run(hook, args, next);
        void record(done);
      }
      return done.result;
    });
  };
}

function whyNot(earlier: number, hook: GraphHook): string {
  if (earlier > 0) return 'has run an earlier hook';
  return hook === 'createNodes' ? 'gets other files or another nx.json' : 'gets another context';
}
