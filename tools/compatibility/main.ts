import { parseArgs } from 'node:util';
import { showDifferences } from '../parity/show-differences';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { checkRelease } from './check-release';
import { NX_RELEASES, majorOf, type NxRelease } from './nx-releases';

const USAGE = `usage: npm run compatibility -- [VERSION…] [--projects 20] [--local-plugins-only]
VERSION is one of ${NX_RELEASES.map(({ nx }) => nx).join(', ')}`;

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      projects: { type: 'string', default: '20' },
      'local-plugins-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((version) => !NX_RELEASES.some(({ nx }) => nx === version));
  if (unknown.length > 0) throw new Error(`Not among the releases that are checked: ${unknown.join(', ')}.`);
  const releases = NX_RELEASES.filter(({ nx }) => positionals.length === 0 || positionals.includes(nx));
  const projectCount = readCount('projects', values.projects);
  return { help: values.help, releases, projectCount, hasPlugins: !values['local-plugins-only'] };
}

const COLUMNS = [
  'major',
  'version',
  'shape',
  'graph',
  'differences',
  'same bytes',
  'recursion refused',
  'plugin-host nx',
  'seconds',
];

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  const rows: string[][] = [];
  for (const release of options.releases) rows.push(await check(release, options));
  printTable([COLUMNS, ...rows]);
  if (rows.some((row) => row[4] !== '0' || row.some((cell) => cell === 'no' || cell.startsWith('differs'))))
    process.exitCode = 1;
}

/** One row of the table. */
async function check(
  release: NxRelease,
  options: { projectCount: number; hasPlugins: boolean },
): Promise<string[]> {
  const startedAt = performance.now();
  console.log(`nx ${release.nx} …`);
  const major = `${majorOf(release)}`;
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  try {
    const { differences, unsteady, nxCommand, ...result } = await checkRelease(release, options);
    if (differences.length > 0) showDifferences('differences to nx', differences);
    if (unsteady.length > 0) showDifferences('two runs of nx differ', unsteady);
    const { version, shape, size, isRepeatable, isRecursionRefused } = result;
    const answers = [isRepeatable, isRecursionRefused].map((is) => (is ? 'yes' : 'no'));
    return [major, version, shape, size, `${differences.length}`, ...answers, nxCommand, seconds()];
  } catch (error) {
    console.log((error as Error).message);
    return [major, release.nx, '–', 'failed: see above', '–', '–', '–', '–', seconds()];
  }
}

function printTable(rows: string[][]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
