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
/** Nx's own variables, by which it prefers what the loader is. Absent for what Nx can't be told. */
export const NX_VARIABLES: Partial<Record<(typeof LOADERS)[number], Record<string, string>>> = {
  'swc-node': { NX_PREFER_NODE_STRIP_TYPES: 'false' },
  'ts-node': { NX_PREFER_TS_NODE: 'true' },
  'usual order': {},
  'strip first': { NX_PREFER_NODE_STRIP_TYPES: 'true' },
};
const namesIn = (directory: string) =>
  readdirSync(join(fixtures, directory)).map((file) => file.slice(0, -'.ts'.length));
/** What there is in TypeScript's syntax, and what an ES module and CommonJS have or make of others. */
export const ROWS = { features: namesIn('features'), formats: namesIn('formats') };
export const FEATURES = [...ROWS.features, ...ROWS.formats];

export type Format = keyof typeof FORMATS;
export type Loader = (typeof LOADERS)[number];

export interface Cell {
  node: number;
  loader: Loader;
  format: Format;
  feature: string;
}

/** What the plugin says when it works, or what went wrong. */
export interface Outcome {
  proof?: string;
  error?: string;
}

/** What a worker made of one cell, and what Nx did. */
export interface CellResult extends Cell, Outcome {
  /** Absent if it was not asked. */
  nx?: Outcome;
}

export type Selection = { [K in keyof Cell as `${K}s`]: readonly Cell[K][] };

export function pluginOf(root: string, { format, feature }: Cell): string {
  return join(root, 'plugins', format, `plugin-${feature}${FORMATS[format].extension}`);
}

export function cellsOf({ nodes, loaders, formats, features }: Selection): Cell[] {
  return nodes.flatMap((node) =>
    loaders.flatMap((loader) =>
      formats.flatMap((format) =>
        features.filter(isFor(loader)).map((feature) => ({ node, loader, format, feature })),
      ),
    ),
  );
}

/** Stripping alone makes nothing of another format. */
const isFor = (loader: Loader) => (feature: string) =>
  loader !== 'strip-types' || !ROWS.formats.includes(feature);
