import type { CreateNodesContribution } from '../protocol/hooks/create-nodes';
import type { ProjectGraphExternalNode } from '../protocol/nx-types';

/** A target as plugins give it; see Nx for all of its fields. */
export interface InferredTarget {
  /** Name of the executor; a target has this or a command. */
  executor?: string;
  /** Command line that it runs. */
  command?: string;
  /** Of the executor or the command. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the plugin knows its shape.
  options?: any;
  /** Whether Nx keeps its outputs. */
  cache?: boolean;
  /** Targets that run before. */
  dependsOn?: unknown[];
  /** What its hash is made of. */
  inputs?: unknown[];
  /** Files that it writes. */
  outputs?: string[];
  /** Other options, by the name of the configuration. */
  configurations?: Record<string, unknown>;
  /** What tools show of it. */
  metadata?: Record<string, unknown>;
  [key: string]: unknown;
}

/** A project as plugins give it; see Nx for all of its fields. */
export interface InferredProject {
  /** Its name in the project graph. */
  name?: string;
  /** Its directory, relative to the root of the workspace. */
  root?: string;
  /** Directory of its sources, relative to the root of the workspace. */
  sourceRoot?: string;
  /** `library` or `application`. */
  projectType?: string;
  /** Its tags, such as `scope:shop`. */
  tags?: string[];
  /** Names of projects on which it depends without importing them. */
  implicitDependencies?: string[];
  /** Its targets, by name. */
  targets?: Record<string, InferredTarget>;
  /** What tools show of it. */
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
