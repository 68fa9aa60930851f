// The one that jest itself uses.
const { default: Sequencer } = require(
  require.resolve('@jest/test-sequencer', { paths: [require.resolve('jest')] }),
);

/**
 * Files that take longest, so that none of them runs alone at the end. Jest knows times of earlier runs only; in a
 * clean clone it takes the largest file for the longest one.
 */
const LONG = [
  'installed/installed',
  'compatibility/compatibility',
  'served/served-host',
  'loaders/matrix',
  'exec/handed-over',
  'parity/parity',
  'lifecycle/chaos',
  'faults/suspended',
  'seed/shuts-down',
  'served/days-work',
  'process/host-ends',
  'process/unauthenticated-peers',
  'process/replaced-language',
];

module.exports = class LongFilesFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = LONG.findIndex((name) => path.endsWith(`/${name}.test.ts`));
      return index < 0 ? LONG.length : index;
    };
    // A stable sort: the others stay in jest's order.
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
