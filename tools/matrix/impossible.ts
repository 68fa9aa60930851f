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
  // What fails in Nx with this preference, too. To ts-node, `.mts` is an ES module and `.cts` is CommonJS.
  {
    loaders: ['ts-node'],
    formats: ['mts'],
    features: [
      ...[
        'import-require',
        'export-equals',
        'exports-assigned',
        'module-exports',
        'module-exports-with-import',
      ],
      ...['module-in-hook', 'named-of-json', 'named-of-undetectable', 'namespace-that-is-called'],
      'package-without-extension',
    ],
    error:
      /Unexpected token 'export'|Cannot use import statement outside a module|is not a function|module is not defined|does not provide an export|Cannot find module/,
  },
  {
    loaders: ['ts-node'],
    formats: ['cts'],
    features: [
      ...['create-require', 'dirname-if-there-is-one', 'import-meta-dirname', 'import-meta-and-dirname'],
      ...['import-meta-resolve', 'own-require', 'own-require-of-typescript'],
    ],
    error: /'import\.meta' outside a module|Identifier 'require' has already been declared/,
  },
  {
    loaders: ['ts-node'],
    nodes: [20],
    formats: ['cts'],
    features: ['library-mts', 'library-mts-with-dirname'],
    error: /Unexpected token 'export'/,
  },
  {
    loaders: ['ts-node'],
    nodes: [20],
    formats: ['module'],
    features: ['own-require-of-typescript'],
    error: /require\(\) of the ES module/,
  },
  // Nx leaves all files to node if type stripping goes first, and so do we. Node 20 does not strip.
  {
    loaders: ['strip first'],
    nodes: [22, 24, 26],
    formats: ['commonjs', 'module', 'mts'],
    features: ['dynamic-library-with-dirname', 'namespace-that-is-called', 'package-without-extension'],
    error: /__dirname is not defined|is not a function|Cannot find module/,
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
