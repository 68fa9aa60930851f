import type {
  CreateDependenciesContext,
  CreateNodesContribution,
  CreateNodesResult,
  ProjectGraph,
  ProjectsMetadata,
  RawDependency,
} from '@plugin-isolation/plugin-worker';
import { toGraphError, type GraphError } from '../errors/graph-errors';
import type { GraphHook, LastGood, LastGoodStore } from './last-good-store';
import type { NxPlugin } from '../nx/adapter';
import { namesOf } from '../errors/plugin-names';
import { fitsNx } from './refusal/result-schema';

/** Keeps what the hooks of one plugin give, and gives it again where they fail. Each failure is among {@link errors}, once. */
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

  /** The plugin with what it gave last where a hook fails. */
  cover(plugin: NxPlugin): NxPlugin {
    const { name, createNodes } = plugin;
    this.#good = { ...this.#good, name, pattern: createNodes?.[0] };
    const covered = { ...plugin };
    if (createNodes) {
      const [pattern, create] = createNodes;
      const cover: typeof create = (files, context) =>
        create(files, context).then(this.#keep('createNodes'), (error: Error) =>
          this.#coverNodes(plugin, files, error),
        );
      covered.createNodes = [pattern, cover];
    }
    if (plugin.createDependencies) {
      covered.createDependencies = (context) =>
        plugin.createDependencies!(context).then(this.#keep('createDependencies'), (error: Error) =>
          this.#instead<RawDependency[]>(error, plugin, 'createDependencies').filter(isPossibleIn(context)),
        );
    }
    if (plugin.createMetadata) {
      covered.createMetadata = (graph, context) =>
        plugin.createMetadata!(graph, context).then(this.#keep('createMetadata'), (error: Error) =>
          pickKnown(this.#instead<ProjectsMetadata>(error, plugin, 'createMetadata'), graph),
        );
    }
    return covered;
  }

  /** What stands for a plugin that could not even be loaded; rejects with `error` where it never gave anything. */
  standIn(error: Error, entry: Pick<NxPlugin, 'include' | 'exclude' | 'entry'>): NxPlugin {
    if (!this.#known) throw error;
    const { name, pattern, hooks } = this.#known;
    const fail = () => Promise.reject(error);
    return this.cover({
      ...entry,
      name,
      index: this.index,
      ...(pattern !== undefined && { createNodes: [pattern, fail] as NxPlugin['createNodes'] & object }),
      ...(hooks.createDependencies && { createDependencies: fail }),
      ...(hooks.createMetadata && { createMetadata: fail }),
    });
  }

  save(): void {
    if (this.#good !== this.#known && Object.keys(this.#good.hooks).length > 0) this.store.write(this.#good);
  }

  #keep(hook: GraphHook): <T>(result: T) => T {
    return (result) => {
      if (!fitsNx(hook, result)) return result;
      const since = new Date().toISOString();
      // A copy: Nx goes on to change what it is given.
      const kept = { since, result: JSON.parse(JSON.stringify(result)) as unknown };
      this.#good = { ...this.#good, hooks: { ...this.#good.hooks, [hook]: kept } };
      return result;
    };
  }

  #coverNodes(plugin: NxPlugin, files: string[], error: Error): CreateNodesResult[] {
    const { errors = [], partialResults } = error as AggregateCreateNodesError;
    const isPerFile = error.name === 'AggregateCreateNodesError';
    const failed = isPerFile ? new Set(errors.map(([file]) => file)) : new Set<string | null>(files);
    const known = this.#known?.hooks.createNodes;
    if (!known) throw error;
    const stale = (known.result as CreateNodesResult[]).filter(
      ([, file]) => failed.has(file) && files.includes(file),
    );
    if (!isPerFile) this.#report(error, plugin, 'createNodes', known.since);
    for (const [file, cause] of isPerFile ? errors : []) {
      const isCovered = stale.some(([, of]) => of === file);
      this.#report(cause, plugin, 'createNodes', isCovered ? known.since : undefined, file);
    }
    return [
      ...(partialResults ?? []).map(([file, given]): CreateNodesResult => [plugin.name, file, given]),
      ...stale,
    ];
  }

  #instead<T>(error: Error, plugin: NxPlugin, hook: GraphHook): T {
    const known = this.#known?.hooks[hook];
    if (!known) throw error;
    this.#report(error, plugin, hook, known.since);
    return known.result as T;
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

/** Nx refuses edges between what is no longer there. */
function isPossibleIn({ projects, externalNodes, fileMap }: CreateDependenciesContext) {
  return ({ source, target, sourceFile }: RawDependency): boolean =>
    source in projects &&
    (target in projects || target in externalNodes) &&
    (!sourceFile || (fileMap.projectFileMap[source] ?? []).some(({ file }) => file === sourceFile));
}

function pickKnown(metadata: ProjectsMetadata, { nodes }: ProjectGraph): ProjectsMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([project]) => project in nodes));
}
