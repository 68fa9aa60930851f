import type { RawDependency } from '../protocol/hooks/create-dependencies';
import type { ProjectsMetadata } from '../protocol/hooks/create-metadata';
import type { CreateNodesContribution, CreateNodesResult } from '../protocol/hooks/create-nodes';
import type { ProjectGraphExternalNode } from '../protocol/nx-types';
import type { HookCall, HookOutcome } from './hook-calls';
import { partialResults } from './hook-errors';
import { mergeNodes, toSorted, type InferredProject } from './merge-projects';
import type { PortableText } from './portable-text';

/** What a plugin infers from the files of the workspace. */
export interface Inference extends HookOutcome {
  /** The files that match the plugin's pattern, sorted. It was called with these. */
  files: string[];
  /** What it gave for each file. */
  nodes: Record<string, CreateNodesContribution>;
  /** The same by the roots of projects: a simple view of what Nx makes of it. */
  projects: Record<string, InferredProject>;
  /** By their names, such as `npm:react`. */
  externalNodes: Record<string, ProjectGraphExternalNode>;
}

/** What `createDependencies` gave. */
export interface Dependencies extends HookOutcome {
  /** Sorted by source, target and file. */
  dependencies: RawDependency[];
}

/** What `createMetadata` gave. */
export interface Metadata extends HookOutcome {
  /** By the names of projects. */
  metadata: ProjectsMetadata;
}

export function toInference(
  files: string[],
  { result, thrown, ...outcome }: HookCall<CreateNodesResult[]>,
  portable: PortableText,
): Inference {
  const given = result?.map(([, file, nodes]) => [file, nodes] as const) ?? partialResults(thrown!);
  const contributions = portable.value([...given]).sort(([left], [right]) => (left < right ? -1 : 1));
  const byFile = new Map<string, CreateNodesContribution[]>();
  for (const [file, nodes] of contributions) byFile.set(file, [...(byFile.get(file) ?? []), nodes]);
  const nodes = [...byFile].map(([file, all]) => [file, all.length > 1 ? mergeNodes(all) : all[0]] as const);
  const merged = mergeNodes(contributions.map(([, each]) => each));
  return { files, nodes: toSorted([...nodes] as [string, CreateNodesContribution][]), ...merged, ...outcome };
}

export function toDependencies(
  { result = [], thrown: _, ...outcome }: HookCall<RawDependency[]>,
  portable: PortableText,
): Dependencies {
  const keyOf = ({ source, target, sourceFile, type }: RawDependency) =>
    JSON.stringify([source, target, sourceFile, type]);
  const dependencies = portable.value(result);
  return {
    dependencies: dependencies.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)),
    ...outcome,
  };
}

export function toMetadata(
  { result = {}, thrown: _, ...outcome }: HookCall<ProjectsMetadata>,
  portable: PortableText,
): Metadata {
  return { metadata: toSorted(Object.entries(portable.value(result))), ...outcome };
}
