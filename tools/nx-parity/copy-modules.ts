import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Tools keep what they write below these names. */
const WRITTEN = new Set(['.cache', '.vite', '.nx']);

/** The `node_modules` of this workspace or, as node finds it, of a directory above. */
export function nearestModules(directory: string): string {
  const modules = join(directory, 'node_modules');
  if (existsSync(modules)) return modules;
  if (dirname(directory) === directory) throw new Error('There is no node_modules.');
  return nearestModules(dirname(directory));
}

/**
 * A `node_modules` with a link for each package of another. A relative link that leads to something in the copy of the
 * workspace is kept as it is: a package of the workspace is the copied one.
 */
export function linkModules(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (WRITTEN.has(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    const stats = lstatSync(source);
    if (stats.isDirectory() && name.startsWith('@')) linkModules(source, target);
    else if (stats.isSymbolicLink() && existsSync(resolve(to, readlinkSync(source))))
      symlinkSync(readlinkSync(source), target);
    else if (existsSync(source)) symlinkSync(realpathSync(source), target);
  }
}
