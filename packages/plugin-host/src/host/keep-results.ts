import type { HostConfiguration, LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import type { FileSnapshot } from '../files/file-snapshot';
import type { NxAdapter } from '../nx/adapter';
import { dataDirectoryOf } from '../results/data-directory';
import { KeptResults } from '../results/kept-results';
import { WholeGraph } from '../results/whole-graph';
import type { Supervisor } from '../workers/supervisor';

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

/** Keeps what nx was answered, if it is known on what all of it depends. */
export function keepWholeGraph(
  { supervisors, ...computed }: Computed,
  answer: object,
  { digest }: FileSnapshot,
  { graphFile }: NxAdapter,
): void {
  const results = supervisors.flatMap((supervisor) => supervisor.results ?? []);
  if (results.length < supervisors.length) return;
  const dataDirectory = dataDirectoryOf(computed.root);
  new WholeGraph({ ...computed, dataDirectory, env: process.env, results }).keep(answer, digest, graphFile);
}
