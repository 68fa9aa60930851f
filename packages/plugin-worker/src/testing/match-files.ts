/** Runs in a worker of its own: the process of a test loads no Nx. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

interface NativeContext {
  glob(patterns: string[]): string[];
  /** From Nx 24 on: resolves when the files are there. */
  ready?(): Promise<void>;
}

interface Native {
  WorkspaceContext?: new (root: string, dataDirectory: string) => NativeContext;
}

/**
 * The files that match, sorted: by the index of the nx that is installed there, with its rules of what is ignored; else
 * those of `files` that match by node's own rules.
 */
export async function matchFiles(
  root: string,
  data: string,
  pattern: string,
  files: string[],
): Promise<string[]> {
  const Context = loadNative(root)?.WorkspaceContext;
  // It is not in the types of node 20.19 yet.
  const { matchesGlob } = path as unknown as {
    matchesGlob(this: void, file: string, pattern: string): boolean;
  };
  if (!Context) return files.filter((file) => matchesGlob(file, pattern));
  const context = new Context(root, data);
  await context.ready?.();
  return context.glob([pattern]).sort();
}

function loadNative(root: string): Native | undefined {
  const manifest = findNx(root);
  if (manifest === undefined) return undefined;
  const places = ['dist/src', 'src'].map((source) =>
    path.join(path.dirname(manifest), source, 'native', 'index.js'),
  );
  const file = places.find((place) => existsSync(place));
  return file === undefined ? undefined : (require(file) as Native);
}

function findNx(root: string): string | undefined {
  try {
    return createRequire(path.join(root, 'package.json')).resolve('nx/package.json');
  } catch {
    return undefined;
  }
}
