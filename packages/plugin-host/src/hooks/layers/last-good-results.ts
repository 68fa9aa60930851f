import type { CreateNodesContribution, CreateNodesResult } from '@plugin-isolation/plugin-worker';
import { toGraphError, type GraphError } from '../../errors/graph-errors';
import { namesOf } from '../../errors/plugin-names';
import type { NxPlugin } from '../../nx/adapter';
import { around } from '../around';
import { fitsNx, rowOf, type GraphHook, type HookArgs, type HookResult } from '../graph-hooks';
import type { LastGood, LastGoodStore } from './last-good-store';

/** Keeps what the hooks of one plugin give, and gives it again if they fail. {@link errors} has each failure once. */
export class LastGoodResults {
  readonly errors: GraphError[] = [];
  readonly #reported = new Set<unknown>();
  readonly #known: LastGood | undefined;
  #good: LastGood;

  constructor(
    private readonly store: LastGoodStore,
    private readonly index: number,
  ) {
    this.#known = store.read();
    this.#good = this.#known ?? { name: '', hooks: {} };
  }

  /** A layer. If a hook fails, it gives what the plugin gave last. */
  readonly cover = (plugin: NxPlugin): NxPlugin => {
    this.#good = { ...this.#good, name: plugin.name, pattern: plugin.createNodes?.[0] };
    return around(plugin, (hook, args, next) =>
      next(...args).then(
        (result) => this.#keep(hook, result),
        (error: Error) => this.#instead(plugin, hook, args, error),
      ),
    );
  };

  /** A plugin that stands for one that could not be loaded. Throws `error` if that one never gave anything. */
  standIn(error: Error, entry: Pick<NxPlugin, 'include' | 'exclude' | 'entry'>): NxPlugin {
    if (!this.#known) throw error;
    const { name, pattern, hooks } = this.#known;
    const fail = () => Promise.reject(error);
    return {
      ...entry,
      name,
      index: this.index,
      ...(pattern !== undefined && { createNodes: [pattern, fail] as NxPlugin['createNodes'] & object }),
      ...(hooks.createDependencies && { createDependencies: fail }),
      ...(hooks.createMetadata && { createMetadata: fail }),
    };
  }

  save(): void {
    if (this.#good !== this.#known && Object.keys(this.#good.hooks).length > 0) this.store.write(this.#good);
  }

  #keep<H extends GraphHook>(hook: H, result: HookResult<H>): HookResult<H> {
    if (!fitsNx(hook, result)) return result;
    const since = new Date().toISOString();
    // A copy: Nx goes on to change what it is given.
    const kept = { since, result: JSON.parse(JSON.stringify(result)) as unknown };
    this.#good = { ...this.#good, hooks: { ...this.#good.hooks, [hook]: kept } };
    return result;
  }

  #instead<H extends GraphHook>(plugin: NxPlugin, hook: H, args: HookArgs<H>, error: Error): HookResult<H> {
    const known = this.#known?.hooks[hook];
    if (!known) throw error;
    const kept = rowOf(hook).stillPossible(known.result as HookResult<H>, ...args);
    if (hook === 'createNodes' && error.name === 'AggregateCreateNodesError')
      return this.#nodesInstead(plugin, kept as CreateNodesResult[], error, known.since) as HookResult<H>;
    this.#report(error, plugin, hook, known.since);
    return kept;
  }

  /** Of files that failed, what they gave last; of the others, what they gave now. */
  #nodesInstead(
    plugin: NxPlugin,
    kept: CreateNodesResult[],
    { errors = [], partialResults = [] }: AggregateCreateNodesError,
    since: string,
  ): CreateNodesResult[] {
    const failed = new Set(errors.map(([file]) => file));
    const stale = kept.filter(([, file]) => failed.has(file));
    for (const [file, cause] of errors) {
      const isCovered = stale.some(([, of]) => of === file);
      this.#report(cause, plugin, 'createNodes', isCovered ? since : undefined, file);
    }
    return [
      ...partialResults.map(([file, given]): CreateNodesResult => [plugin.name, file, given]),
      ...stale,
    ];
  }

  #report(error: Error, plugin: NxPlugin, hook: GraphHook, since?: string, file?: string | null): void {
    if (this.#reported.has(error)) return;
    this.#reported.add(error);
    const failedIn = (error as { hook?: string }).hook ?? hook;
    const described = toGraphError(error, namesOf(plugin), failedIn, file);
    this.errors.push({ ...described, ...(since && { stale: { since } }) });
  }
}

interface AggregateCreateNodesError extends Error {
  errors?: [file: string | null, cause: Error][];
  partialResults?: [file: string, contribution: CreateNodesContribution][];
}
