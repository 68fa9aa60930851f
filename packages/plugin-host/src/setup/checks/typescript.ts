import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { good, warning, type Finding } from '../finding';
import type { WorkspaceFacts } from '../workspace-facts';

/** Packages that load TypeScript for a plugin or for nx. */
const USERS = ['ts-node', '@swc-node/register', '@nx/js', 'nx'];

/** Whether all that need TypeScript here find the same one. */
export async function checkTypeScript(facts: WorkspaceFacts): Promise<Finding[]> {
  const files = await Promise.all(facts.entries.map((entry) => facts.fileOf(entry)));
  const own = files.filter((file) => file !== undefined && !file.includes('node_modules'));
  const users = USERS.map((name) => resolveFrom(facts.root, name));
  const places = [...own, ...users].filter((file) => file !== undefined).map((file) => dirname(file));
  const found = new Map<string, string>();
  for (const place of [facts.root, ...places]) {
    const manifest = resolveFrom(place, 'typescript/package.json');
    if (manifest !== undefined) found.set(manifest, versionOf(manifest));
  }
  return describe(found, facts.root);
}

function describe(found: ReadonlyMap<string, string>, root: string): Finding[] {
  const copies = [...found].map(([file, version]) => `${version} in ${relative(root, dirname(file)) || '.'}`);
  if (copies.length === 0) return [good('typescript', 'no TypeScript is installed')];
  if (new Set(found.values()).size === 1) return [good('typescript', `TypeScript ${copies[0]}`)];
  const todo = 'If a plugin fails with one of them, install the same version everywhere.';
  return [warning('typescript', `several versions of TypeScript are installed: ${copies.join(', ')}`, todo)];
}

function resolveFrom(directory: string, name: string): string | undefined {
  try {
    return createRequire(join(directory, 'package.json')).resolve(name);
  } catch {
    return undefined;
  }
}

function versionOf(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
