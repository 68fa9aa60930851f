import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { isPath } from './resolve-plugin';
import { requirePaths } from '../config/nx-location';
import type { RootTsconfig } from '../config/root-tsconfig';

const PACKAGE_NAME = /^(?:@[^/]+\/)?[^/]+/;

export interface ResolutionSettings {
  root: string;
  /** What the plugin resolved to. */
  file: string;
  tsconfig: RootTsconfig;
}

/**
 * What decided what a plugin resolved to, as a text. The text changes if the plugin may resolve to something else now.
 * It is made for every graph: some twenty looks at the file system, and no Nx.
 */
export function resolutionInputs(plugin: string, { root, file, tsconfig }: ResolutionSettings): string {
  const found = isPath(plugin) ? candidateFiles(root, plugin) : candidatePackages(root, plugin);
  const isInstalled = file.includes(`${sep}node_modules${sep}`);
  const ofProject = isInstalled || isPath(plugin) ? [] : [tsconfig.paths, projectFiles(root, file)];
  return JSON.stringify([realPathOf(file), realPathOf(join(root, '.pnp.cjs')), ...found, ...ofProject]);
}

/** Node tries a path as it is, with extensions, and as a directory. */
function candidateFiles(root: string, plugin: string): unknown[] {
  const path = resolve(root, plugin);
  const kinds = ['', '.js', '.json', '.node', '.ts'].map((extension) => {
    const stat = statSync(path + extension, { throwIfNoEntry: false });
    return stat && (stat.isFile() ? 'file' : 'directory');
  });
  return kinds[0] === 'directory' ? [kinds, manifest(join(path, 'package.json'))] : [kinds];
}

/** Places for the package, from the nearest on, and what is in the first. */
function candidatePackages(root: string, plugin: string): unknown[] {
  const [name] = PACKAGE_NAME.exec(plugin)!;
  const places = requirePaths(root)
    .flatMap((path) => [path, ...ancestors(path)])
    .map((directory) => realPathOf(join(directory, 'node_modules', name)));
  const first = places.find((place) => place !== null);
  return [places, first && manifest(join(first, 'package.json'))];
}

/** For a project in the workspace: the files in which Nx and node look for its entry, up to the root. */
function projectFiles(root: string, file: string): unknown[] {
  const directories = ancestors(file).filter((directory) => directory.startsWith(root + sep));
  return directories.map((directory) => [
    manifest(join(directory, 'package.json')),
    mains(join(directory, 'project.json')),
  ]);
}

function manifest(file: string): unknown {
  const { name, version, type, main, exports } = readJson(file);
  return [name, version, type, main, exports];
}

/** Nx takes the source that a build target names as its `main`. */
function mains(file: string): unknown {
  const { targets } = readJson(file) as { targets?: Record<string, { options?: { main?: unknown } }> };
  return Object.entries(targets ?? {}).map(([name, target]) => [name, target.options?.main]);
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [parent, ...ancestors(parent)];
}
