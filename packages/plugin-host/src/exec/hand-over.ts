import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NxLocation } from '../config/nx-location';
import { sourceDirectory } from '../nx/source-directory';
import type { Reporter } from './reporter';

/**
 * Nx reads its cached graph if this is `true`. It goes to one nx process, which runs no task and starts no other nx.
 */
const REUSE = 'NX_FORCE_REUSE_CACHED_GRAPH';

/** With a daemon, nx would ask it for the list of files, and start it for that. */
const HANDED_OVER = { [REUSE]: 'true', NX_DAEMON: 'false' };

interface HandOver {
  /** What nx gets in addition to the caller's environment. Empty if it computes its own graph. */
  env: Record<string, string>;
  /** Ends what computed the graph. */
  close(): Promise<void>;
}

const NOTHING: HandOver = { env: {}, close: () => Promise.resolve() };

/** Computes the graph and puts it where nx reads it. If that fails, says why, and nx runs as if nobody had tried. */
export async function handOver(root: string, reporter: Reporter): Promise<HandOver> {
  const refuse = (why: string) => {
    reporter.note(`${why}: nx computes a graph of its own.\n`);
    return NOTHING;
  };
  try {
    // The host and what it needs is not loaded for the commands that get no graph.
    const { computeGraphFor } = require('./graph-source') as typeof import('./graph-source');
    const source = await computeGraphFor(root, reporter);
    const { errors, isWritten } = source;
    if (reporter.isVerbose) reporter.graphErrors(errors);
    if (isWritten) {
      reporter.detail('nx takes the graph of plugin-host.');
      return { env: HANDED_OVER, close: () => source.close() };
    }
    await source.close();
    const [first] = errors;
    if (!first) return refuse("Nx's cache did not take the graph");
    return refuse(`The graph of plugin-host is partial (${first.plugin} ${first.hook}: ${first.message})`);
  } catch (error) {
    return refuse(`plugin-host could not compute the graph (${(error as Error).message})`);
  }
}

/** Early releases of Nx 20 do not know the variable. */
export function readsCachedGraph(nx: NxLocation): boolean {
  return readFileSync(join(sourceDirectory(nx), 'project-graph', 'project-graph.js'), 'utf8').includes(REUSE);
}
