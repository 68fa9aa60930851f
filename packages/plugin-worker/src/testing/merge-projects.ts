import type { CreateNodesContribution } from '../protocol/hooks/create-nodes';
import type { ProjectGraphExternalNode } from '../protocol/nx-types';

/** A target as plugins give it; see Nx for all of its fields. */
export interface InferredTarget {
  executor?: string;
  command?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the plugin knows its shape.
  options?: any;
  cache?: boolean;
  dependsOn?: unknown[];
  inputs?: unknown[];
  outputs?: string[];
  configurations?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  [key: string]: unknown;
}

/** A project as plugins give it; see Nx for all of its fields. */
export interface InferredProject {
  name?: string;
  root?: string;
  sourceRoot?: string;
  projectType?: string;
  tags?: string[];
  implicitDependencies?: string[];
  targets?: Record<string, InferredTarget>;
  metadata?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface MergedNodes {
  projects: Record<string, InferredProject>;
  externalNodes: Record<string, ProjectGraphExternalNode>;
}

/** Lists of which Nx keeps all entries. */
const LISTS = ['tags', 'implicitDependencies'];
/** Objects of which Nx keeps all entries; of two with the same key, the later one. */
const RECORDS = ['targets', 'metadata', 'namedInputs', 'generators'];

/** Puts together what single files gave for the same roots. Nx also knows about spread tokens and target defaults. */
export function mergeNodes(contributions: CreateNodesContribution[]): MergedNodes {
  const projects = new Map<string, InferredProject>();
  const externalNodes = contributions.flatMap((each) => Object.entries(each.externalNodes ?? {}));
  for (const contribution of contributions)
    for (const [root, project] of Object.entries(contribution.projects ?? {}))
      projects.set(root, mergeProject(projects.get(root), project));
  return { projects: toSorted([...projects]), externalNodes: toSorted(externalNodes) };
}

export function toSorted<T>(entries: [string, T][]): Record<string, T> {
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function mergeProject(before: InferredProject = {}, later: InferredProject): InferredProject {
  const merged = { ...before, ...later };
  for (const field of LISTS)
    if (Array.isArray(before[field]) && Array.isArray(later[field]))
      merged[field] = [
        ...new Set<unknown>([...(before[field] as unknown[]), ...(later[field] as unknown[])]),
      ];
  for (const field of RECORDS)
    if (before[field] && later[field]) merged[field] = { ...before[field], ...later[field] };
  return merged;
}
