import { relative } from 'node:path';

/** Prints how long each test file took, the slowest last. */
export default class FileTimesReporter {
  onRunComplete(_, { testResults }) {
    const times = testResults
      .map(({ testFilePath, perfStats: { start, end } }) => ({
        file: relative('', testFilePath),
        ms: end - start,
      }))
      .sort((a, b) => a.ms - b.ms);
    const total = times.reduce((sum, { ms }) => sum + ms, 0);
    console.log('\nTime of each test file');
    for (const { file, ms } of times) console.log(`${seconds(ms)}  ${file}`);
    console.log(`${seconds(total)}  in ${times.length} files`);
  }
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1).padStart(7)} s`;
}
