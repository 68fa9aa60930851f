import { resultInvalid } from '../../errors/plugin-error-texts';
import { toGraphError, toGraphErrors, type GraphError } from '../../errors/graph-errors';
import { around } from '../around';
import { findMismatchingField, rowOf, type GraphHook } from '../graph-hooks';
import type { NxPlugin } from '../../nx/adapter';
import { namesOf, type PluginNames } from '../../errors/plugin-names';

interface Given {
  plugin: NxPlugin;
  hook: GraphHook;
  file?: string;
  result: unknown;
}

interface NxError extends Error {
  pluginName?: string;
  file?: string;
}

/** Nx's errors about what a hook gave, by their names, as Nx itself knows them. */
const ABOUT: Record<string, GraphHook | undefined> = {
  MergeNodesError: 'createNodes',
  ProcessDependenciesError: 'createDependencies',
};

/**
 * What the hooks gave to one graph, by reference. With it, an error of Nx's is told with the field that it is about.
 */
export class GivenResults {
  readonly #given: Given[] = [];
  readonly #plugins: NxPlugin[] = [];

  /** The plugin, with a layer that notes its results here. */
  observe(plugin: NxPlugin): NxPlugin {
    this.#plugins.push(plugin);
    return around(plugin, async (hook, args, next) => {
      const result = await next(...args);
      this.#given.push(
        ...rowOf(hook)
          .partsOf(result)
          .map((part) => ({ plugin, hook, ...part })),
      );
      return result;
    });
  }

  /** Whether a project has a field of another type than Nx expects. */
  hasMismatchingNodes(): boolean {
    return this.#given.some(
      ({ hook, result }) => hook === 'createNodes' && findMismatchingField(hook, result) !== undefined,
    );
  }

  explain(error: Error): GraphError[] {
    const { pluginName, file } = error as NxError;
    const hook = ABOUT[error.name];
    for (const given of this.#given) {
      const isMeant = given.plugin.name === pluginName && given.hook === hook && given.file === file;
      if (isMeant && findMismatchingField(given.hook, given.result)) return [describeRefusal(given, error)];
    }
    return toGraphErrors(error, (name) => this.#namesOf(name, file));
  }

  /** Of two entries with one plugin, the one that gave something for this file. */
  #namesOf(name: string, file: string | undefined): PluginNames | undefined {
    const isMeant = (plugin: NxPlugin) => plugin.name === name;
    const given = this.#given.find((each) => each.file === file && isMeant(each.plugin));
    const plugin = given?.plugin ?? this.#plugins.find(isMeant);
    return plugin && namesOf(plugin);
  }
}

/** `error` is what Nx threw over it. */
export function describeRefusal({ plugin, hook, file, result }: Given, error: Error): GraphError {
  const names = namesOf(plugin);
  const of = { plugin: names.plugin, hook, file, isCore: plugin.index === undefined };
  return toGraphError(resultInvalid(of, findMismatchingField(hook, result), error), names, hook, file);
}
