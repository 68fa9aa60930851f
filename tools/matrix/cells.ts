import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const fixtures = join(__dirname, 'fixtures');

export const NODES = [20, 22, 24, 26];
/** The extension of a plugin, and the `type` of the `package.json` beside it. */
export const FORMATS = {
  commonjs: { extension: '.ts', type: undefined },
  module: { extension: '.ts', type: 'module' },
  mts: { extension: '.mts', type: undefined },
  cts: { extension: '.cts', type: undefined },
} as const;
/** What the worker is told of loaders: one of them, nothing, or by Nx's variable that stripping goes first. */
export const LOADERS = ['strip-types', 'swc-node', 'ts-node', 'usual order', 'strip first'] as const;
/** Files that the plugins import. */
const IMPORTED = ['helper'];
export const FEATURES = readdirSync(join(fixtures, 'features'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => !IMPORTED.includes(name));

export type Format = keyof typeof FORMATS;
export type Loader = (typeof LOADERS)[number];

export interface Cell {
  node: number;
  loader: Loader;
  format: Format;
  feature: string;
}

/** What a worker made of one cell. */
export interface CellResult extends Cell {
  /** What went wrong; absent where the plugin loads, works and fails as it should. */
  error?: string;
}

export type Selection = { [K in keyof Cell as `${K}s`]: readonly Cell[K][] };

export function cellsOf({ nodes, loaders, formats, features }: Selection): Cell[] {
  return nodes.flatMap((node) =>
    loaders.flatMap((loader) =>
      formats.flatMap((format) => features.map((feature) => ({ node, loader, format, feature }))),
    ),
  );
}
