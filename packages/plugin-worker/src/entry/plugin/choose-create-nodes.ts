import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { HOOK_NAMES } from '../../protocol/hooks/hooks';

type Hook<Files> = [
  pattern: string,
  createNodes: (files: Files, options: unknown, context: unknown) => unknown,
];
export type CreateNodes = Hook<string[]>;

/** What a plugin may export for it. Which of them is meant, and how it is called, is up to the workspace's Nx. */
export interface CreateNodesExports {
  createNodes?: CreateNodes;
  createNodesV2?: CreateNodes;
}

/** The names under which a plugin may export hooks. */
export const EXPORT_NAMES = [...HOOK_NAMES, 'createNodesV2'];

/** The first major that prefers `createNodes`. It is also taken if no Nx is installed. */
const NAMES_SWAPPED = 23;

/**
 * The hook that the workspace's Nx would call. Nx 20 prefers `createNodesV2` and calls a lone `createNodes` once per
 * file. Nx 21 refuses a lone one. Nx 22 calls it with all files. From Nx 23 on, `createNodes` goes before its old name.
 * @throws if Nx 21 would refuse the plugin.
 */
export function chooseCreateNodes(plugin: CreateNodesExports, major: number): CreateNodes | undefined {
  const { createNodes, createNodesV2 } = plugin;
  if (!createNodes) return createNodesV2;
  if (major >= NAMES_SWAPPED) return createNodes;
  if (createNodesV2 || major === 22) return createNodesV2 ?? createNodes;
  if (major === 21)
    throw new Error('it exports createNodes without createNodesV2, which is what Nx 21 calls; export both');
  return perFile(createNodes as unknown as Hook<string>);
}

/** Of the workspace's Nx; the current meaning if none is installed. Ask before the plugin is loaded. */
export function majorOfNx(root: string): number {
  for (const directory of [root, join(root, '.nx', 'installation')]) {
    try {
      const manifest = createRequire(join(directory, 'package.json')).resolve('nx/package.json');
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      return Number.parseInt(version, 10);
    } catch {
      // The next place.
    }
  }
  return NAMES_SWAPPED;
}

/**
 * Makes a hook that takes all files of one that takes a single file. A file that fails costs its own result only: Nx
 * goes on with the others.
 */
function perFile([pattern, createNodes]: Hook<string>): CreateNodes {
  return [
    pattern,
    async (files, options, context) => {
      const forEach = { ...(context as object), configFiles: files };
      const call = async (file: string) => await createNodes(file, options, forEach);
      const outcomes = await Promise.allSettled(files.map(call));
      const results: [string, unknown][] = [];
      const errors: [string, unknown][] = [];
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected') errors.push([files[index], outcome.reason]);
        else if (outcome.value) results.push([files[index], outcome.value]);
      }
      if (errors.length > 0) throw aggregate(errors, results);
      return results;
    },
  ];
}

/** As Nx knows it: by its name, with errors and partial results by file. */
function aggregate(errors: [string, unknown][], partialResults: [string, unknown][]): Error {
  const error = new Error('Failed to create nodes');
  return Object.assign(error, { name: 'AggregateCreateNodesError', errors, partialResults });
}
