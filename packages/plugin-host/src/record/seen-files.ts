import { statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FILE_INPUT_KINDS, type Input, type Observed } from '@plugin-isolation/plugin-worker/internal/inputs';

/** What a plugin has looked at in the workspace: paths relative to its root, with forward slashes. */
export interface SeenFiles {
  read: Set<string>;
  /** Files of which it knows that they are there, and directories. */
  named: Set<string>;
  directories: Set<string>;
  variables: Set<string>;
}

/** No part of a record: what is installed, and what tools keep. */
const NOT_RECORDED = /(^|\/)(node_modules|\.git|\.nx)(\/|$)/;

/** Asked for by node, and by what loads TypeScript, whatever the plugin does. */
const ASKED_ANYWAY =
  /^(NX_PREFER_.*|NAPI_RS_FORCE_WASI|NODE_V8_COVERAGE|NODE_DEBUG|SWC_BINARY_PATH|FORCE_COLOR|NO_COLOR|NODE_DISABLE_COLORS|COLORTERM|TERM)$/;

/** `indexed` are the files of Nx's index. */
export function seenFiles({ inputs }: Observed, root: string, indexed: readonly string[]): SeenFiles {
  const seen: SeenFiles = { read: new Set(), named: new Set(), directories: new Set(), variables: new Set() };
  for (const input of inputs) {
    if (input.kind === 'variable' && !ASKED_ANYWAY.test(input.of)) seen.variables.add(input.of);
    // Nobody knows which of all names mattered.
    else if (input.kind === 'query') indexed.forEach((file) => seen.named.add(file));
    else if (isPath(input)) addPath(input, root, indexed, seen);
  }
  for (const file of seen.read) seen.named.delete(file);
  return seen;
}

function isPath({ kind }: Input): boolean {
  return FILE_INPUT_KINDS.has(kind);
}

function addPath({ kind, of }: Input, root: string, indexed: readonly string[], seen: SeenFiles): void {
  if (of !== root && !of.startsWith(root + sep)) return;
  const path = of.slice(root.length + 1).replaceAll(sep, '/');
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (NOT_RECORDED.test(path) || !stat) return;
  if (kind === 'content' && stat.isFile()) return void seen.read.add(path);
  if (stat.isFile()) return void seen.named.add(path);
  if (!stat.isDirectory() || path === '') return void (kind === 'listing' && addNames('', indexed, seen));
  seen.directories.add(path);
  if (kind === 'listing') addNames(`${path}/`, indexed, seen);
}

/** What is right in a directory. */
function addNames(prefix: string, indexed: readonly string[], seen: SeenFiles): void {
  for (const file of indexed) {
    if (!file.startsWith(prefix)) continue;
    const [name, ...deeper] = file.slice(prefix.length).split('/');
    if (deeper.length === 0) seen.named.add(file);
    else seen.directories.add(prefix + name);
  }
}
