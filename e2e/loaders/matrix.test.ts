import { FORMATS, LOADERS, type Format } from '../../tools/matrix/cells';
import { judge } from '../../tools/matrix/impossible';
import { isWrong } from '../../tools/matrix/print-matrix';
import { runMatrix } from '../../tools/matrix/run-matrix';

const FEATURES = ['enum', 'decorator-with-metadata', 'tsconfig-paths', 'top-level-await'];

/** A part of `npm run matrix`: the oldest and the newest node. */
test.each([20, 26])(
  'B50 B51 node %d: every loader and format, with what is hard in TypeScript',
  async (node) => {
    const formats = Object.keys(FORMATS) as Format[];
    const results = await runMatrix({ nodes: [node], loaders: LOADERS, formats, features: FEATURES });
    expect(results.filter((result) => isWrong(judge(result)))).toEqual([]);
    expect(results).toHaveLength(LOADERS.length * formats.length * FEATURES.length);
  },
  300_000,
);
