import type { HookName } from '@plugin-isolation/plugin-worker';
import { reviveError } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { GraphError } from '../errors/graph-errors';
import type { LoadedPlugin } from '../hooks/loaded-plugin';

const OF_LOAD = ['resolve', 'load'];

/**
 * What failed when our graph was computed. Nx computes it once more then, to fail in its own way. What has failed to
 * load, and a hook that has hung or crashed, is not waited for a second time.
 */
export class GraphFailures {
  constructor(
    private readonly errors: GraphError[],
    private readonly plugins: LoadedPlugin[],
  ) {}

  /** Why the plugin of that name in `nx.json` did not load. */
  ofLoad(plugin: string): Error | undefined {
    const error = this.errors.find((each) => each.plugin === plugin && OF_LOAD.includes(each.hook));
    return error && asNxSaysIt(error);
  }

  /** How its worker ended in that hook. Nothing if the name is there twice: an error does not say which one it was. */
  ofHook(index: number, hook: HookName): Error | undefined {
    const plugin = this.plugins.find((each) => each.index === index)?.plugin;
    if (this.plugins.filter((each) => each.plugin === plugin).length !== 1) return undefined;
    const isMeant = (each: GraphError) => each.plugin === plugin && each.hook === hook && !each.file;
    const error = this.errors.find((each) => isMeant(each) && each.code.startsWith('WORKER_'));
    return error && reviveError(error.error);
  }
}

/** Nx lists the plugins that did not load, each with what it threw: what to do is said above that. */
export function asNxSaysIt({ plugin, code, error }: Pick<GraphError, 'plugin' | 'code' | 'error'>): Error {
  const said = reviveError(error);
  if (code === 'PLUGIN_LOAD_FAILED' && said.cause instanceof Error) return said.cause;
  if (code === 'PLUGIN_NOT_FOUND') return Object.assign(said, { message: `Cannot find module '${plugin}'` });
  return said;
}
