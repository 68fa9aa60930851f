import type { Cell, CellResult } from './cells';

/** Cells that can't work, with the error of node or of the loader that says so. A field that is left out means all. */
export interface Impossible {
  loaders: readonly Cell['loader'][];
  nodes?: readonly number[];
  formats?: readonly Cell['format'][];
  features?: readonly string[];
  error: RegExp;
}

const STRIPPING = { loaders: ['strip-types'] } as const;
const ALL = { loaders: ['strip-types', 'swc-node', 'ts-node', 'usual order', 'strip first'] } as const;

export const IMPOSSIBLE: readonly Impossible[] = [
  // Node's own type stripping.
  { ...STRIPPING, nodes: [20], error: /node v20\.\S+ does not strip types/ },
  {
    ...STRIPPING,
    features: ['enum', 'const-enum', 'namespace', 'parameter-property', 'import-require'],
    error: /is not supported in strip-only mode/,
  },
  { ...STRIPPING, features: ['decorator-with-metadata'], error: /Invalid or unexpected token/ },
  {
    ...STRIPPING,
    features: ['type-import-without-type'],
    error: /does not provide an export named 'Name'|Cannot use import statement outside a module/,
  },
  // It leaves import and export as they are, so that only an ES module may have them.
  {
    ...STRIPPING,
    formats: ['cts'],
    error: /Cannot use import statement outside a module|Unexpected token 'export'/,
  },
  {
    ...STRIPPING,
    formats: ['commonjs'],
    features: ['dirname'],
    error: /__filename is not defined in ES module scope/,
  },
  // What an ES module does not have, and what CommonJS does not have.
  {
    ...ALL,
    formats: ['module', 'mts'],
    features: ['dirname'],
    error: /__filename is not defined in ES module scope/,
  },
  {
    ...ALL,
    formats: ['cts'],
    features: ['top-level-await'],
    error: /await is only valid|exports is not defined/,
  },
  {
    loaders: ['ts-node'],
    formats: ['cts'],
    features: ['import-meta'],
    error: /'import\.meta' outside a module|exports is not defined/,
  },
  // TypeScript allows it in CommonJS alone.
  {
    loaders: ['swc-node', 'usual order', 'strip first'],
    formats: ['module', 'mts'],
    features: ['import-require'],
    error: /Import assignment cannot be used when targeting ECMAScript modules/,
  },
  {
    loaders: ['ts-node'],
    formats: ['module', 'mts'],
    features: ['import-require'],
    error: /path is not defined/,
  },
];

export type Verdict = 'works' | 'impossible' | 'FAILS' | 'LISTED, BUT WORKS';

/** Whether the cell came out as it has to: a listed one with its error, any other one without. */
export function judge(result: CellResult): Verdict {
  const listed = IMPOSSIBLE.filter((entry) => isOf(entry, result));
  if (result.error === undefined) return listed.length > 0 ? 'LISTED, BUT WORKS' : 'works';
  return listed.some(({ error }) => error.test(result.error!)) ? 'impossible' : 'FAILS';
}

function isOf({ loaders, nodes, formats, features }: Impossible, cell: Cell): boolean {
  return (
    loaders.includes(cell.loader) &&
    (nodes?.includes(cell.node) ?? true) &&
    (formats?.includes(cell.format) ?? true) &&
    (features?.includes(cell.feature) ?? true)
  );
}
