import {
  KnownParts,
  paramsOf,
  splitParams,
  type SplitParams,
} from '@plugin-isolation/plugin-worker/internal/launch';
import { CallArguments } from '../results/call-arguments';
import type { GraphHook } from './graph-hooks';

/**
 * The arguments of the hooks of one graph in parts. Plugins get the same values, so each part is turned into text once
 * for all of them.
 */
export class CallParts {
  readonly #known = new KnownParts();
  readonly #splits = new WeakMap<object, SplitParams>();

  /** `undefined` if the hook is not called in parts. It is split once for all layers. */
  of(hook: GraphHook, args: readonly unknown[]): SplitParams | undefined {
    const key = args[0] as object;
    const known = this.#splits.get(key);
    if (known) return known;
    const split = splitParams(hook, paramsOf(hook, args), this.#known);
    if (split) this.#splits.set(key, split);
    return split;
  }

  argumentsOf(hook: GraphHook, args: readonly unknown[]): CallArguments {
    return new CallArguments(hook, args, this.of(hook, args));
  }
}
