import { findRoot } from '../../config/find-root';
import { locateNx } from '../../config/nx-location';
import { useFreshDirectory } from '../../host/fresh-directory';
import { EXIT_CODES, type CommonOptions } from '../command';
import { computeAnywhere, computeHere } from '../graph-source';
import type { Output } from '../output';
import { showStep } from '../progress';
import { compareWithNx } from './compare-with-nx';
import { describeComparison } from './describe-comparison';
import { computeNxOwnGraph } from './nx-own-graph';

interface CompareOptions extends CommonOptions {
  fresh?: boolean;
}

/** Puts our graph beside the one of the workspace's own nx. Returns the exit code. */
export async function runCompare(options: CompareOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const nx = locateNx(root);
  // As it is before this process becomes a host.
  const env = { ...process.env };
  if (options.fresh) useFreshDirectory(root);
  const compute = options.fresh ? computeHere : computeAnywhere;
  const { computed, settle } = await compute({ ...options, root }, output);
  if (!options.fresh) await settle?.();
  const progress = showStep(`nx ${nx.version} computes its own graph, to compare ours with`, output);
  const comparison = await compareWithNx(computed, () => computeNxOwnGraph(root, nx, env)).finally(() =>
    progress.done(),
  );
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
