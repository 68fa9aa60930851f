import { PluginHookError } from '@plugin-isolation/plugin-worker';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { NxPlugin } from '../../nx/adapter';
import type { CallArguments } from '../../results/call-arguments';
import type { CallParts } from '../call-parts';
import type { Explanation } from './timed';
import type { KeptResults } from '../../results/kept-results';
import type { WorkspaceNow } from '../../results/kept-results-settings';
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
  parts: CallParts;
  /** The worker that was called last; `undefined` if none was there. */
  worker: () => HostedPluginWorker | undefined;
  explain: (hook: GraphHook, explanation: Explanation) => void;
  /** Lets the worker go; the next call starts another one. */
  renew: () => Promise<void>;
}

/** What a hook gave, and for what. */
interface Done {
  hook: GraphHook;
  /** As JSON. */
  text: string;
  args: CallArguments;
  by: HostedPluginWorker;
}

/**
 * Gives what a hook gave last, if everything that it depends on is as it was. Otherwise the hook runs, and what it
 * gives is kept.
 */
export function reuse(settings: Reuse): Layer {
  return (plugin) => {
    const run = new ReusingRun(plugin, settings);
    return around(plugin, (hook, args, next) => run.answer(hook, args, next));
  };
}

/** One run over the hooks of one plugin. */
class ReusingRun {
  readonly #request: number;
  readonly #called = new Map<GraphHook, HookArgs<GraphHook>>();
  readonly #ran = new Set<GraphHook>();
  /** An earlier hook, so that what it may have kept of an earlier request is still there. */
  #hasFailed = false;

  constructor(
    private readonly plugin: NxPlugin,
    private readonly settings: Reuse,
  ) {
    this.#request = settings.results.request;
  }

  async answer<H extends GraphHook>(
    hook: H,
    args: HookArgs<H>,
    next: HookFunction<H>,
  ): Promise<HookResult<H>> {
    const { results, explain, parts } = this.settings;
    this.#called.set(hook, args);
    const hasRun = this.#ran.size > 0 && results.reason === undefined;
    const { result, reason } = hasRun
      ? { reason: 'has run an earlier hook' }
      : results.find(hook, parts.argumentsOf(hook, args));
    if (result !== undefined) {
      explain(hook, { isReused: true });
      return JSON.parse(result) as HookResult<H>;
    }
    explain(hook, { reason: reason! });
    return this.#run(hook, args, next);
  }

  async #run<H extends GraphHook>(hook: H, args: HookArgs<H>, next: HookFunction<H>): Promise<HookResult<H>> {
    const { renew } = this.settings;
    await this.#catchUp(hook);
    const done = await this.#call(hook, args, next).catch((error: unknown) => {
      if (!(error instanceof PluginHookError) || !this.#isStale()) throw error;
      return undefined;
    });
    if (done) {
      const isStale = this.#isStale(done.by);
      const recording = this.#record(done);
      if (!isStale || (!this.#hasFailed && (await recording).length === 0)) return done.result;
    }
    // It may have used what it has read before. One that has read nothing yet reads it as it is.
    await renew();
    this.#ran.clear();
    await this.#catchUp(hook);
    const again = await this.#call(hook, args, next);
    void this.#record(again);
    return again.result;
  }

  /** Whether the worker may know something that was true for an earlier request, and is not any more. */
  #isStale(worker: HostedPluginWorker | undefined = this.settings.worker()): boolean {
    const { results } = this.settings;
    return this.#request === results.request && worker !== undefined && results.memory.isStale(worker);
  }

  /** A plugin may keep in `createNodes` what it uses in a later hook. */
  async #catchUp(hook: GraphHook): Promise<void> {
    for (const earlier of GRAPH_HOOKS.slice(0, GRAPH_HOOKS.indexOf(hook))) {
      const args = this.#called.get(earlier);
      if (!args || this.#ran.has(earlier)) continue;
      this.#ran.add(earlier);
      // What it gave before, and what this worker has seen, do not belong together.
      const calling = this.#call(earlier, args, functionOf(this.plugin, earlier)!);
      await calling.then((done) => this.#record(done)).catch(() => (this.#hasFailed = true));
    }
    this.#ran.add(hook);
  }

  async #call<H extends GraphHook>(hook: H, args: HookArgs<H>, next: HookFunction<H>) {
    const { results, worker, parts } = this.settings;
    const given = parts.argumentsOf(hook, args);
    results.memory.compareParts(given);
    try {
      const result = await next(...args);
      // Now, since Nx changes what it is given.
      const text = JSON.stringify(result) as string | undefined;
      return { hook, result, text: text ?? 'null', args: given, by: worker()! };
    } catch (error) {
      results.forget({ hook, request: this.#request, worker: worker() });
      throw error;
    }
  }

  /** What the worker knows that is not true any more, as far as that is known. */
  #record({ hook, text, args, by }: Done): Promise<string[]> {
    const { results, now } = this.settings;
    const call = { hook, worker: by, args, result: text, request: this.#request };
    return results.record(call, now).catch(() => ['everything']);
  }
}
