import type { HostConfiguration } from '../config/host-configuration';
import { dataDirectoryOf } from './data-directory';
import { KeptResults } from './kept-results';
import { WholeGraph } from './whole-graph';

interface Opening {
  root: string;
  nxVersion: string;
  configuration: HostConfiguration;
  env: NodeJS.ProcessEnv;
}

/** The last graph as another process has written it, with results that nobody here has read yet. */
export function openWholeGraph<Answer>({ root, nxVersion, configuration, env }: Opening): WholeGraph<Answer> {
  const dataDirectory = dataDirectoryOf(root, env);
  const results = configuration.entries.map((entry, index) => {
    const launch = configuration.launches[index];
    return new KeptResults({ root, entry, launch, nxVersion, dataDirectory, env });
  });
  return new WholeGraph({ root, dataDirectory, nxVersion, configuration, env, results });
}
