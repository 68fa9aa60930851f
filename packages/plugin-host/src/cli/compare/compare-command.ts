import { findRoot } from '../../config/find-root';
import { locateNx } from '../../config/nx-location';
import { EXIT_CODES, type CommonOptions } from '../command';
import { computeAnywhere } from '../graph-source';
import type { Output } from '../output';
import { compareWithNx } from './compare-with-nx';
import { describeComparison } from './describe-comparison';
import { computeNxOwnGraph } from './nx-own-graph';

/** Puts our graph beside the one of the workspace's own nx. Returns the exit code. */
export async function runCompare(options: CommonOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const nx = locateNx(root);
  // As it is before this process becomes a host.
  const env = { ...process.env };
  const { computed, settle } = await computeAnywhere({ ...options, root }, output);
  await settle?.();
  const comparison = await compareWithNx(computed, () => computeNxOwnGraph(root, nx, env));
  const { graph, errors } = computed;
  if (output.isJson) output.json({ nx: nx.version, ...comparison, errors });
  else
    output.print(
      describeComparison({ comparison, graph, nxVersion: nx.version, isVerbose: output.isVerbose }),
    );
  for (const message of comparison.nxErrors) output.note(`nx's own graph is partial: ${message}\n`);
  output.graphErrors(errors);
  return comparison.isEqual && errors.length === 0 ? EXIT_CODES.done : EXIT_CODES.pluginFailed;
}
