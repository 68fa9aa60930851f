import type { CellResult } from '../../tools/matrix/cells';
import { judge } from '../../tools/matrix/impossible';
import { describe as inWords, isWrong } from '../../tools/matrix/print-matrix';
import { runMatrix } from '../../tools/matrix/run-matrix';

const LOADERS = ['swc-node', 'ts-node', 'strip first'] as const;
const FEATURES = ['enum', 'decorator-with-metadata', 'tsconfig-paths', 'top-level-await'];

/**
 * Parts of `npm run matrix`: each feature in the one format in node 20 and in the other in node 26, by every loader.
 */
test.each([20, 26])(
  'B50 B51 node %d: every loader, with what is hard in TypeScript, in CommonJS and in ES modules',
  async (node) => {
    const isFirst = (index: number) => (index % 2 === 0) === (node === 20);
    const results: CellResult[] = [];
    for (const [format, features] of [
      ['commonjs', FEATURES.filter((_, index) => isFirst(index))],
      ['module', FEATURES.filter((_, index) => !isFirst(index))],
    ] as const) {
      const selection = { nodes: [node], loaders: LOADERS, formats: [format], features };
      results.push(...(await runMatrix(selection, { withNx: false })));
    }
    expect(results.filter((result) => isWrong(judge(result))).map(inWords)).toEqual([]);
    expect(results).toHaveLength(LOADERS.length * FEATURES.length);
  },
  300_000,
);

/** What fails in one of the two formats: whether Nx loads it in node 20, and in node 26 if that differs. */
const IN_NX: Record<string, [boolean, boolean?]> = {
  dirname: [true],
  'dirname-in-hook': [true, false],
  'module-exports-with-import': [true, false],
  'library-with-dirname': [true],
  'named-of-undetectable': [true],
  'default-of-flagged': [true],
  'namespace-that-is-called': [true, false],
  'own-dirname': [false, true],
};

test.each([20, 26])(
  'B51 node %d: in a package of ES modules, what works in Nx works here with the same result, and so does the rest',
  async (node) => {
    const expected = Object.entries(IN_NX).flatMap(([feature, works]) => {
      const isLoaded = works[node === 20 ? 0 : 1];
      return isLoaded === undefined ? [] : [[feature, isLoaded] as const];
    });
    const selection = {
      nodes: [node],
      loaders: ['usual order'],
      formats: ['module'],
      features: expected.map(([feature]) => feature),
    } as const;
    const results = await runMatrix(selection, { withNx: true });
    expect(results.filter((result) => isWrong(judge(result))).map(inWords)).toEqual([]);
    const inNx = results.map(({ feature, nx }) => [feature, nx?.proof !== undefined]);
    expect(Object.fromEntries(inNx)).toEqual(Object.fromEntries(expected));
  },
  300_000,
);
