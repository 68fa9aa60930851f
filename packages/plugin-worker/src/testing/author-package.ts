import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the plugin has around it where its author works. */
export interface AuthorPackage {
  /** Of the nearest `package.json` above the plugin's file; else the directory of that file. */
  directory: string;
  /** The nearest `node_modules` that has an nx in it, else the nearest one. */
  nodeModules: string | undefined;
  /** The nearest `tsconfig.base.json`, else the nearest `tsconfig.json`. */
  tsconfig: string | undefined;
}

/** Of the plugin that has this file. */
export function findAuthorPackage(file: string): AuthorPackage {
  const places = directoriesAbove(file);
  const nearest = (...names: string[]) =>
    places.map((place) => join(place, ...names)).find((path) => existsSync(path));
  const manifest = nearest('package.json');
  const nx = nearest('node_modules', 'nx', 'package.json');
  return {
    directory: dirname(manifest ?? file),
    nodeModules: nx ? dirname(dirname(nx)) : nearest('node_modules'),
    tsconfig: nearest('tsconfig.base.json') ?? nearest('tsconfig.json'),
  };
}

/** The nearest first. */
function directoriesAbove(file: string): string[] {
  const parent = dirname(file);
  return parent === file ? [] : [parent, ...directoriesAbove(parent)];
}
