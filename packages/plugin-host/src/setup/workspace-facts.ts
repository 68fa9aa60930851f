import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findNx, type FoundNx } from '../config/nx-location';
import { isSupported, SUPPORTED_MAJORS } from '../config/nx-majors';
import { readPluginEntries, type PluginEntry } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import { readRootTsconfig, type RootTsconfig } from '../config/root-tsconfig';
import { readRootDotenv } from '../config/worker-environment';
import { dataDirectoryOf } from '../results/data-directory';
import { readKept } from '../results/read-kept';
import { resolvePlugin } from '../resolve/resolve-plugin';

/** What checks look at. It is read without Nx and without a worker. */
export interface WorkspaceFacts {
  root: string;
  /** Variables of this process, and those that dotenv files of the root add. */
  env: NodeJS.ProcessEnv;
  nx: FoundNx | undefined;
  nxJson: Record<string, unknown>;
  /** Plugins of `nx.json`; none if it can't be read. */
  entries: PluginEntry[];
  /** Why `nx.json` can't be read. */
  nxJsonError: Error | undefined;
  tsconfig: RootTsconfig;
  dataDirectory: string;
  /** File of a plugin; `undefined` if only Nx can tell, or if there is none. */
  fileOf: (entry: PluginEntry) => Promise<string | undefined>;
}

export function readFacts(root: string, variables: NodeJS.ProcessEnv): WorkspaceFacts {
  const nx = attempt(() => findNx(root)).value;
  const dotenv = nx && attempt(() => readRootDotenv(root, nx.directory, variables)).value;
  const env = { ...variables, ...dotenv };
  const { value: nxJson = {}, error } = attempt(() => readNxJson(root));
  const listed = attempt(() => readPluginEntries(nxJson));
  const tsconfig = readRootTsconfig(root);
  const dataDirectory = dataDirectoryOf(root, env);
  return {
    root,
    env,
    nx,
    nxJson,
    entries: listed.value ?? [],
    nxJsonError: error ?? listed.error,
    tsconfig,
    dataDirectory,
    fileOf: (entry) => findFile(entry, { root, nx, tsconfig, dataDirectory }),
  };
}

/** By node, else as the last host found it. */
async function findFile(
  entry: PluginEntry,
  { root, nx, tsconfig, dataDirectory }: Pick<WorkspaceFacts, 'root' | 'nx' | 'tsconfig' | 'dataDirectory'>,
): Promise<string | undefined> {
  const major = Number.parseInt(nx?.version ?? '', 10);
  const nxMajor = isSupported(major) ? major : SUPPORTED_MAJORS.at(-1)!;
  const resolveWithNx = () => Promise.reject(new Error('Nx is not asked'));
  const resolving = resolvePlugin(entry.plugin, { root, nxMajor, tsconfig, resolveWithNx });
  const found = await resolving.catch(() => undefined);
  return (
    found?.file ??
    readKept(dataDirectory, entry).kept?.file ??
    attempt(() => byNode(entry.plugin, root)).value
  );
}

/** A package of the workspace, whose build is left to Nx if it has a source. */
function byNode(plugin: string, root: string): string {
  return createRequire(join(root, 'package.json')).resolve(plugin);
}

function attempt<T>(read: () => T): { value?: T; error?: Error } {
  try {
    return { value: read() };
  } catch (error) {
    return { error: error as Error };
  }
}
