import type {
  CreateDependenciesContext,
  CreateNodesResult,
  ProjectsMetadata,
  RawDependency,
} from '@plugin-isolation/plugin-worker';
import { findMismatch, type Mismatch, type Schema } from '../config/check-schema';
import type { NxPlugin } from '../nx/adapter';
import { DEPENDENCIES_SCHEMA, METADATA_SCHEMA, NODES_SCHEMA } from './result-schemas';

/** What the hooks of a graph give. */
interface GraphHookResults {
  createNodes: CreateNodesResult[];
  createDependencies: RawDependency[];
  createMetadata: ProjectsMetadata;
}

export type GraphHook = keyof GraphHookResults;
export type HookResult<H extends GraphHook> = GraphHookResults[H];
export type HookArgs<H extends GraphHook> = Parameters<
  H extends 'createNodes'
    ? NonNullable<NxPlugin['createNodes']>[1]
    : Extract<NxPlugin[H], (...args: never[]) => unknown>
>;
export type HookFunction<H extends GraphHook> = (...args: HookArgs<H>) => Promise<HookResult<H>>;

/** A part of a result that Nx may refuse; of `createNodes`, what one file gives. */
interface ResultPart {
  file?: string;
  result: unknown;
}

interface GraphHookRow<H extends GraphHook> {
  /** What it gives if the plugin of the next worker does not have it any more. */
  nothing: () => HookResult<H>;
  /** What of a result that was kept can still be true. */
  stillPossible: (kept: HookResult<H>, ...args: HookArgs<H>) => HookResult<H>;
  partsOf: (result: HookResult<H>) => ResultPart[];
  /** Of a part. */
  schema: Schema;
}

/**
 * All that this package knows of each hook of a graph, in the order in which Nx runs them. Everything else is a layer
 * around all.
 */
const TABLE: { [H in GraphHook]: GraphHookRow<H> } = {
  createNodes: {
    nothing: () => [],
    stillPossible: (kept, files) => kept.filter(([, file]) => files.includes(file)),
    partsOf: (results) => results.map(([, file, result]) => ({ file, result })),
    schema: NODES_SCHEMA,
  },
  createDependencies: {
    nothing: () => [],
    stillPossible: (kept, context) => kept.filter(isPossibleIn(context)),
    partsOf: (result) => [{ result }],
    schema: DEPENDENCIES_SCHEMA,
  },
  createMetadata: {
    nothing: () => ({}),
    stillPossible: (kept, { nodes }) =>
      Object.fromEntries(Object.entries(kept).filter(([project]) => project in nodes)),
    partsOf: (result) => [{ result }],
    schema: METADATA_SCHEMA,
  },
};

export const GRAPH_HOOKS = Object.keys(TABLE) as GraphHook[];

export function rowOf<H extends GraphHook>(hook: H): GraphHookRow<H> {
  return TABLE[hook];
}

/** The first field of a part of a result that does not have the type that Nx expects there. */
export function findMismatchingField(hook: GraphHook, part: unknown): Mismatch | undefined {
  return findMismatch(part, TABLE[hook].schema);
}

/** Whether the whole result of a hook has the types that Nx expects. */
export function fitsNx<H extends GraphHook>(hook: H, result: HookResult<H>): boolean {
  const parts = rowOf(hook).partsOf(result);
  return parts.every((part) => findMismatchingField(hook, part.result) === undefined);
}

/** Nx refuses edges between what is no longer there. */
function isPossibleIn({ projects, externalNodes, fileMap }: CreateDependenciesContext) {
  return ({ source, target, sourceFile }: RawDependency): boolean =>
    source in projects &&
    (target in projects || target in externalNodes) &&
    (!sourceFile || (fileMap.projectFileMap[source] ?? []).some(({ file }) => file === sourceFile));
}
