import {
  KnownParts,
  paramsOf,
  splitParams,
  type SplitParams,
} from '@plugin-isolation/plugin-worker/internal/launch';
import { CallArguments } from '../results/call-arguments';
import type { GraphHook } from './graph-hooks';

type Args = readonly unknown[];

/** Arguments of a hook, in both of their other forms. */
interface Forms {
  args: Args;
  split: SplitParams | undefined;
  given?: CallArguments;
}

/**
 * The arguments of the hooks of one graph in parts. Nx gives all plugins the same values, so they are split once, and
 * turned into text once.
 */
export class CallParts {
  readonly #known: KnownParts;
  readonly #last = new Map<GraphHook, Forms>();

  /** `before` are those of the last graph: what is the same is not made again. */
  constructor(before?: CallParts) {
    this.#known = new KnownParts(before && before.#known);
  }

  /** `undefined` if the hook is not called in parts. */
  of(hook: GraphHook, args: Args): SplitParams | undefined {
    return this.#formsOf(hook, args).split;
  }

  argumentsOf(hook: GraphHook, args: Args): CallArguments {
    const forms = this.#formsOf(hook, args);
    return (forms.given ??= new CallArguments(hook, args, forms.split));
  }

  #formsOf(hook: GraphHook, args: Args): Forms {
    const last = this.#last.get(hook);
    if (last && isSameCall(last.args, args)) return last;
    const forms = { args: args.map(copied), split: splitParams(hook, paramsOf(hook, args), this.#known) };
    this.#last.set(hook, forms);
    return forms;
  }
}

/** Nx makes a context of its own for each plugin, with the same values. */
function isSameCall(left: Args, right: Args): boolean {
  return left.length === right.length && left.every((value, index) => hasSameValues(value, right[index]));
}

function hasSameValues(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

function copied(value: unknown): unknown {
  return isObject(value) ? { ...value } : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
