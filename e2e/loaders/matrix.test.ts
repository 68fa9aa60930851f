import { judge } from '../../tools/matrix/impossible';
import { isWrong } from '../../tools/matrix/print-matrix';
import { runMatrix } from '../../tools/matrix/run-matrix';

const LOADERS = ['swc-node', 'ts-node', 'strip first'] as const;
const FORMATS = ['commonjs', 'module'] as const;
const FEATURES = ['enum', 'decorator-with-metadata', 'tsconfig-paths', 'top-level-await'];

/** A part of `npm run matrix`. */
test.each([20, 26])(
  'B50 B51 node %d: every loader, with what is hard in TypeScript, in CommonJS and in ES modules',
  async (node) => {
    const results = await runMatrix({
      nodes: [node],
      loaders: LOADERS,
      formats: FORMATS,
      features: FEATURES,
    });
    expect(results.filter((result) => isWrong(judge(result)))).toEqual([]);
    expect(results).toHaveLength(LOADERS.length * FORMATS.length * FEATURES.length);
  },
  300_000,
);
