import type { ProjectGraph } from '@plugin-isolation/plugin-worker';

/** What came and what went. */
export interface ListDifference {
  /** Only in the newer graph. */
  added: string[];
  /** Only in the older graph. */
  removed: string[];
}

/** Names, `project:target`, and `source → target`; sorted. */
export interface GraphDifference {
  /** Names of projects. */
  projects: ListDifference & { changed: string[] };
  /** `project:target`. */
  targets: ListDifference;
  /** `source → target`. */
  dependencies: ListDifference;
}

type Nodes = ProjectGraph['nodes'];

/** How a graph differs from the one before it. */
export function compareGraphs(before: ProjectGraph, after: ProjectGraph): GraphDifference {
  const isIn = (nodes: Nodes) => (name: string) => Object.hasOwn(nodes, name);
  const common = Object.keys(after.nodes).filter(isIn(before.nodes));
  const isChanged = (name: string) =>
    JSON.stringify(before.nodes[name]) !== JSON.stringify(after.nodes[name]);
  return {
    projects: {
      ...compare(Object.keys(before.nodes), Object.keys(after.nodes)),
      changed: common.filter(isChanged).sort(),
    },
    targets: compare(targetsOf(before.nodes), targetsOf(after.nodes)),
    dependencies: compare(edgesOf(before), edgesOf(after)),
  };
}

function compare(before: string[], after: string[]): ListDifference {
  const [old, current] = [new Set(before), new Set(after)];
  return {
    added: [...current].filter((name) => !old.has(name)).sort(),
    removed: [...old].filter((name) => !current.has(name)).sort(),
  };
}

function targetsOf(nodes: Nodes): string[] {
  return Object.entries(nodes).flatMap(([project, { data }]) =>
    Object.keys(data.targets ?? {}).map((target) => `${project}:${target}`),
  );
}

function edgesOf({ dependencies }: ProjectGraph): string[] {
  return Object.entries(dependencies).flatMap(([source, edges]) =>
    edges.map(({ target }) => `${source} → ${target}`),
  );
}
