import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SerializedError } from '@plugin-isolation/plugin-worker';

/** A path, a line and often a column: in a line of a stack, or in the first one of a syntax error. */
const PLACES = [
  /(?:\(|at (?:async )?)((?:file:\/\/)?[^()\s][^()]*):(\d+):(\d+)\)?$/,
  /^((?:file:\/\/)?(?:\/|[A-Z]:\\).*):(\d+)$/,
];
const OURS = /[\\/]plugin-(host|worker)[\\/]dist[\\/]/;

/**
 * The innermost place in the plugin's own source that an error came from, as `path:line:column` relative to the cwd;
 * `undefined` if there is none. A plugin that is installed owns its package, and another one what is in no package.
 */
export function ownFrame({ stack, cause }: SerializedError, plugin: string): string | undefined {
  const inner = cause && ownFrame(cause, plugin);
  if (inner !== undefined) return inner;
  for (const line of (stack ?? '').split('\n')) {
    const match = PLACES.map((place) => place.exec(line.trim())).find(Boolean);
    if (!match || match[1].startsWith('node:')) continue;
    const [, path, ...at] = match;
    const file = path.startsWith('file://') ? fileURLToPath(path) : path;
    if (isOwn(file, plugin)) return [relative('', file), ...at].join(':');
  }
  return undefined;
}

function isOwn(file: string, plugin: string): boolean {
  const folders = file.split(sep);
  const modules = folders.lastIndexOf('node_modules');
  if (modules === -1) return isAbsolute(file) && !OURS.test(file);
  const [name, second] = folders.slice(modules + 1);
  const installed = name.startsWith('@') ? `${name}/${second}` : name;
  return plugin === installed || plugin.startsWith(`${installed}/`);
}
