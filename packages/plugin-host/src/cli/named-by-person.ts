import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';

/**
 * The name in `nx.json` of the plugin that a person means: that name, or the path of a local plugin without `./`, or
 * relative to the cwd. What means none is given back as it is.
 */
export function namedPlugin(name: string, root: string): string {
  const names = readPluginEntries(readNxJson(root)).map(({ plugin }) => plugin);
  const fromHere = `./${fromRoot(name, root)}`;
  return [name, `./${name}`, fromHere].find((each) => names.includes(each)) ?? name;
}

/** Which files of the workspace a person may mean by a path, the likeliest first. */
export function namedFiles(path: string, root: string): string[] {
  const fromHere = fromRoot(path, root);
  const asGiven = path
    .replace(/^\.[\\/]/, '')
    .split(sep)
    .join('/');
  const isHere = existsSync(resolve(path)) && !fromHere.startsWith('../');
  return isHere ? [fromHere, asGiven] : [asGiven, fromHere];
}

function fromRoot(path: string, root: string): string {
  return relative(root, resolve(path)).split(sep).join('/');
}
