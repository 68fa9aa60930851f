import { join } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';
import type { LaunchHostedOptions } from '../launch/launch-hosted-plugin-worker';
import type { LaunchPluginWorkerOptions } from '../launch/launch-plugin-worker';
import type { AuthorPackage } from './author-package';
import type { TemporaryWorkspace } from './test-workspace';

type Launch = Omit<LaunchPluginWorkerOptions, 'root'> & {
  /** The plugin's file. */
  file: string;
};

/** A call keeps the process of the test alive, also if its test has given up. */
const TIMEOUTS = { loadMs: 60_000, hookMs: 30_000 };

/** How a host would launch the plugin where its author works, but in this workspace. */
export function launchSettings(
  { file, plugin, env, execArgv, loader, timeouts, ...given }: Launch,
  workspace: TemporaryWorkspace,
  { tsconfig }: AuthorPackage,
): LaunchHostedOptions & { observe: string } {
  return {
    name: plugin,
    ...given,
    plugin: file,
    knownAs: plugin,
    root: workspace.root,
    generation: 1,
    timeouts: { ...TIMEOUTS, ...timeouts },
    observe: join(workspace.data, 'plugin'),
    env: { ...environment(workspace), ...env },
    execArgv: [...conditions(tsconfig), ...(execArgv ?? [])],
    loader: { ...(tsconfig && { tsconfig }), ...loader },
  };
}

/**
 * Without what an Nx that runs the tests says in its own variables, and without colours. A plugin that asks for a
 * loader by Nx's variables still gets it.
 */
function environment({ root, data }: TemporaryWorkspace): Record<string, string | undefined> {
  const names = Object.keys(process.env).filter((name) => /^NX_(?!PREFER_)/.test(name));
  return {
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    NX_WORKSPACE_ROOT_PATH: root,
    NX_WORKSPACE_DATA_DIRECTORY: join(data, 'nx'),
    NX_DAEMON: 'false',
    NX_ISOLATE_PLUGINS: 'false',
    FORCE_COLOR: undefined,
    NO_COLOR: '1',
  };
}

/** By which libraries beside the plugin resolve to their sources. Nx always adds the last one. */
function conditions(tsconfig: string | undefined): string[] {
  const custom = tsconfig ? readConditions(tsconfig) : [];
  return [...new Set([...custom, 'development'])].flatMap((condition) => ['--conditions', condition]);
}

function readConditions(tsconfig: string): string[] {
  try {
    return parseTsconfig(tsconfig).compilerOptions?.customConditions ?? [];
  } catch {
    // A broken configuration is the loader's to report.
    return [];
  }
}
