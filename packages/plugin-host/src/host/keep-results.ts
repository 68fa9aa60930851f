import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { versionAt } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostConfiguration, LaunchConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { PluginEntry } from '../config/plugin-entries';
import type { FileSnapshot } from '../files/file-snapshot';
import type { NxAdapter } from '../nx/adapter';
import { dataDirectoryOf } from '../results/data-directory';
import { KeptResults } from '../results/kept-results';
import { WholeGraph, wholeGraphFile } from '../results/whole-graph';
import type { Supervisor } from '../workers/supervisor';
import type { GraphForNx } from './graph-for-nx';

/** Whose results are kept. */
interface Origin {
  root: string;
  nxVersion: string;
}

/** Those of one entry of `nx.json`. */
export function keptResults(origin: Origin, entry: PluginEntry, launch: LaunchConfiguration): KeptResults {
  return new KeptResults({ ...origin, entry, launch, dataDirectory: dataDirectoryOf(origin.root) });
}

interface Computed extends Origin {
  configuration: HostConfiguration;
  supervisors: readonly Supervisor[];
}

/** What was written of a graph, and how the files were then. */
const kept = new WeakMap<ProjectGraph, { digest: string; versions: string[] }>();

/** Keeps what nx is answered, if it is known on what all of it depends. Gives the digest of what is kept. */
export function keepWholeGraph(
  { supervisors, ...computed }: Computed,
  answer: Required<GraphForNx>,
  { digest }: FileSnapshot,
  { graphFile }: NxAdapter,
): string | undefined {
  const results = supervisors.flatMap((supervisor) => supervisor.results ?? []);
  if (results.length < supervisors.length) return undefined;
  const dataDirectory = dataDirectoryOf(computed.root);
  const { graph } = answer.complete;
  const versions = () => [wholeGraphFile(dataDirectory), graphFile].map((file) => versionAt(file).version);
  const before = kept.get(graph);
  if (before && isSameJson(before.versions, versions())) return before.digest;
  const whole = new WholeGraph({ ...computed, dataDirectory, env: process.env, results });
  const written = whole.keep(answer, digest, graphFile);
  if (written !== undefined) kept.set(graph, { digest: written, versions: versions() });
  return written;
}
