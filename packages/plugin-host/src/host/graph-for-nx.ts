import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { GraphError } from '../errors/graph-errors';
import type { LoadedPlugin } from '../hooks/loaded-plugin';
import type { SourceMaps } from '../nx/adapter';
import type { Asked } from '../timing/asked';

/** A graph, for an nx in another process. */
export interface GraphForNx {
  /** What makes it partial. Nx has no use for a partial graph: it fails, and says so itself. */
  errors: GraphError[];
  /** The plugins of `nx.json` that loaded. */
  plugins: LoadedPlugin[];
  /** If there are no errors. */
  complete?: {
    graph: ProjectGraph;
    sourceMaps: SourceMaps;
  };
}

/** All of it, or the digest of what is kept of it: a big graph is read faster than it is sent. */
export type AnswerForNx = GraphForNx | { kept: string };

export interface AskingForNx {
  /** When, if the question may be on its way for some time. */
  asked?: Asked;
  /** The one who asks can't read what is kept. */
  isInline?: boolean;
}
