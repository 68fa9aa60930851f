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
  // What CommonJS does not have.
  {
    ...ALL,
    formats: ['cts'],
    features: ['top-level-await', 'await-and-dirname'],
    error: /await is only valid|exports is not defined/,
  },
  {
    ...ALL,
    formats: ['cts'],
    features: ['evaluated-once', 'library-that-awaits', 'library-that-awaits-and-dirname'],
    error:
      /await is only valid|ERR_REQUIRE_ESM|require\(\) (?:cannot be used on an ESM graph|of the ES module)/,
  },
  {
    ...ALL,
    formats: ['cts'],
    features: ['import-of-awaiting-es-module'],
    error: /require\(\) cannot be used on an ESM graph/,
  },
  {
    ...ALL,
    formats: ['cts'],
    features: ['own-dirname'],
    error: /Identifier '__(?:dir|file)name' has already been declared|exports is not defined/,
  },
  {
    loaders: ['ts-node'],
    formats: ['cts'],
    features: ['import-meta'],
    error: /'import\.meta' outside a module|exports is not defined/,
  },
];

export type Verdict =
  'works' | 'impossible' | 'FAILS' | 'LISTED, BUT WORKS' | 'WORKS IN NX' | 'DIFFERS FROM NX';

/**
 * Whether the cell came out as it has to: as in Nx if it works there; else a listed one with its error, any other one
 * without.
 */
export function judge(result: CellResult): Verdict {
  if (result.nx?.proof !== undefined) {
    if (result.error !== undefined) return 'WORKS IN NX';
    if (result.nx.proof !== result.proof) return 'DIFFERS FROM NX';
  }
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
