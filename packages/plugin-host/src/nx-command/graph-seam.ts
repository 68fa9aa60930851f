import { join } from 'node:path';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { SourceMaps } from '../nx/adapter';
import { fillFileMap, letGoOfFileMap, type FileMapHolder, type WorkspaceFiles } from './file-map';
import type { NxHost } from './nx-host';
import type { Reporter } from './reporter';
import { CALLED } from './seams';

interface NxGraph {
  projectGraph: ProjectGraph;
  sourceMaps: SourceMaps;
}

type Create<T> = (...options: unknown[]) => Promise<T>;

/** What Nx's own module of graph requests exports. */
export interface GraphSeam {
  createProjectGraphAsync: Create<ProjectGraph>;
  createProjectGraphAndSourceMapsAsync: Create<NxGraph>;
  buildProjectGraphAndSourceMapsWithoutDaemon: Create<NxGraph>;
}

/** Every request for a graph in this process is answered by `answer`; if that has none, as if it were not there. */
export function replaceGraph(nx: GraphSeam, answer: () => Promise<NxGraph | undefined>): void {
  const { createProjectGraphAsync, ...withSourceMaps } = { ...nx };
  nx.createProjectGraphAsync = async (...options) => {
    // Somebody says that the graph in Nx's cache is the one to take.
    const isForced = process.env['NX_FORCE_REUSE_CACHED_GRAPH'] === 'true';
    const ours = isForced ? undefined : await answer();
    return ours?.projectGraph ?? createProjectGraphAsync(...options);
  };
  for (const name of [
    'createProjectGraphAndSourceMapsAsync',
    'buildProjectGraphAndSourceMapsWithoutDaemon',
  ] as const) {
    const original = withSourceMaps[name];
    nx[name] = async (...options) => (await answer()) ?? original(...options);
  }
}

/**
 * Answers with complete graphs alone. For any other, Nx's own function runs over the same workers: what a command does
 * then is what it does with plain nx, and why it fails is said here once.
 */
export class GraphAnswers {
  #count = 0;
  readonly #said = new Set<string>();

  constructor(
    private readonly host: Pick<NxHost, 'graph'>,
    private readonly source: string,
    private readonly root: string,
    private readonly reporter: Reporter,
  ) {}

  readonly answer = async (): Promise<NxGraph | undefined> => {
    try {
      // Nx itself has made the first index of the files when it started.
      if (this.#count++ > 0) this.#nx().workspaceContext.setupWorkspaceContext(this.root);
      const { errors, complete } = await this.host.graph();
      if (complete) return await this.#hand(complete);
      this.#sayOnce(JSON.stringify(errors), () => this.reporter.graphErrors(errors));
    } catch (error) {
      const { message } = error as Error;
      this.#sayOnce(message, () => this.reporter.note(`${message}\n`));
    } finally {
      this.reporter.answered();
    }
    // Nx lists the files itself now.
    letGoOfFileMap(this.#nx().buildGraph);
    return undefined;
  };

  /** Nx's hashes are made of the files that it knows of in this process. */
  async #hand({ graph, sourceMaps }: { graph: ProjectGraph; sourceMaps: SourceMaps }): Promise<NxGraph> {
    const { workspaceFiles, buildGraph } = this.#nx();
    const projectRootMap = Object.fromEntries(
      Object.entries(graph.nodes).map(([project, { data }]) => [data.root, project]),
    );
    const files = await workspaceFiles.retrieveWorkspaceFiles(this.root, projectRootMap);
    fillFileMap(buildGraph, files);
    return { projectGraph: graph, sourceMaps };
  }

  #nx() {
    const load = (file: string): unknown => require(join(this.source, file));
    return {
      workspaceFiles: load(CALLED.workspaceFiles) as {
        retrieveWorkspaceFiles(root: string, projectRootMap: Record<string, string>): Promise<WorkspaceFiles>;
      },
      buildGraph: load(CALLED.buildGraph) as FileMapHolder,
      workspaceContext: load(CALLED.workspaceContext) as { setupWorkspaceContext(root: string): void },
    };
  }

  #sayOnce(key: string, say: () => void): void {
    if (!this.#said.has(key)) say();
    this.#said.add(key);
  }
}
