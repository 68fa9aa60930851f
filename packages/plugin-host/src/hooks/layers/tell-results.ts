import { around, type Layer } from '../around';
import type { GraphHook, HookResult } from '../graph-hooks';

/** What a hook of a plugin gave; `index` is its position in `nx.json`. Nx changes a result later. */
export type OnResult = (index: number, results: Partial<{ [H in GraphHook]: HookResult<H> }>) => void;

/** Tells what each hook gives, before Nx has it. */
export function tellResults(onResult: OnResult): Layer {
  return (plugin) =>
    around(plugin, async (hook, args, next) => {
      const result = await next(...args);
      onResult(plugin.index!, { [hook]: result });
      return result;
    });
}
