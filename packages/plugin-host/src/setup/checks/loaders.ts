import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { LoaderKind } from '@plugin-isolation/plugin-worker';
import { loaderOrder } from '@plugin-isolation/plugin-worker/internal/loaders';
import { readHostSettings } from '../../config/host-settings';
import { resolveSettings } from '../../config/resolve-settings';
import type { PluginEntry } from '../../config/plugin-entries';
import { isPath } from '../../resolve/resolve-plugin';
import { good, problem, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

/** What is loaded of each; the package's name is its beginning. */
const NEEDED: Partial<Record<LoaderKind, string[]>> = {
  'swc-node': ['@swc-node/register/register', '@swc/core'],
  'ts-node': ['ts-node', 'typescript'],
};

const TYPESCRIPT = /\.[mc]?tsx?$/;

/** Whether each plugin that is TypeScript has a loader. None is started: a loader may still refuse the plugin. */
export async function checkLoaders(facts: WorkspaceFacts): Promise<Finding[]> {
  const checked = facts.entries.map((entry) => checkPlugin(entry, facts));
  const findings = (await Promise.all(checked)).flat();
  if (findings.length > 0) return distinct(findings);
  return [good('loaders', 'no plugin of nx.json is TypeScript, so no loader is needed')];
}

async function checkPlugin(entry: PluginEntry, facts: WorkspaceFacts): Promise<Finding[]> {
  const { plugin } = entry;
  const file = await facts.fileOf(entry);
  if (file === undefined) return [notFound(plugin, facts)];
  if (!TYPESCRIPT.test(file) || file.includes(`${sep}node_modules${sep}`)) return [];
  const { kinds } = loaderOrder(wantedLoaders(plugin, facts), facts.env);
  const lacks = kinds.map((kind) => ({ kind, lack: lackOf(kind, [facts.root, dirname(file)]) }));
  const chosen = lacks.find(({ lack }) => lack === undefined);
  const name = `${plugin} (${relative(facts.root, file)})`;
  if (chosen) return [good('loaders', `${name} is loaded by ${describe(chosen.kind)}`)];
  const why = lacks.map(({ lack }) => lack).join('; ');
  return [
    problem(
      'loaders',
      `${name} is TypeScript, and nothing here can load that: ${why}`,
      'Install @swc-node/register and @swc/core as devDependencies, or point nx.json to its JavaScript.',
    ),
  ];
}

/** A package may be one of the workspace that only Nx finds. */
function notFound(plugin: string, { root }: WorkspaceFacts): Finding {
  const todo =
    'Install it, or correct its name in nx.json. `plugin-host plugins` says where it was looked for.';
  if (isPath(plugin)) return problem('loaders', `${plugin} of nx.json is not there in ${root}`, todo);
  return warning('loaders', `${plugin} of nx.json is not installed; nx may know it as a project`, todo);
}

function wantedLoaders(plugin: string, { root, entries, env }: WorkspaceFacts): LoaderKind[] | undefined {
  try {
    return resolveSettings(readHostSettings(root, entries), env).ofPlugin(plugin).loaders;
  } catch {
    // The check of settings says what is wrong with them.
    return undefined;
  }
}

/** Why a loader can't be used, or `undefined`. */
function lackOf(kind: LoaderKind, directories: string[]): string | undefined {
  if (kind === 'strip-types') {
    const { typescript } = process.features as { typescript?: string | false };
    return typescript ? undefined : `node ${process.version} does not strip types`;
  }
  const missing = NEEDED[kind]?.find((name) => !isInstalled(name, directories));
  return missing && `${packageOf(missing)} is not installed`;
}

function isInstalled(name: string, directories: string[]): boolean {
  return directories.some((directory) => {
    try {
      return createRequire(join(directory, 'package.json')).resolve(name) !== '';
    } catch {
      return false;
    }
  });
}

function describe(kind: LoaderKind): string {
  return kind === 'strip-types' ? "node's own type stripping" : packageOf(NEEDED[kind]?.[0] ?? kind);
}

function packageOf(specifier: string): string {
  return specifier.replace(/(?<=^@[^/]+\/[^/]+)\/.*/, '');
}

/** The same plugin may have several entries. */
function distinct(findings: Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [finding.found, finding])).values()];
}
