import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { FEATURES, FORMATS, LOADERS, NODES, type Format, type Selection } from './cells';
import { judge } from './impossible';
import { isWrong, printMatrix } from './print-matrix';
import { runMatrix } from './run-matrix';

const USAGE = `usage: npm run matrix -- [options]

Loads plugins of every format and with every feature of TypeScript by every loader in every supported node, and prints which
of them work. Exit code 1 where a cell fails that is not listed as impossible, or one works that is.

  --nodes 20,22          majors (${NODES.join(',')}); others than this one are installed below tmp/nodes
  --loaders swc-node     ${LOADERS.join(', ')}
  --formats module,mts   ${Object.keys(FORMATS).join(', ')}
  --features enum        ${FEATURES.join(', ')}`;

function parse(): Selection | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: { nodes: text, loaders: text, formats: text, features: text, help: { type: 'boolean' } },
  });
  if (values.help) return 'help';
  return {
    nodes: pick('nodes', values.nodes, NODES.map(String)).map(Number),
    loaders: pick('loaders', values.loaders, LOADERS),
    formats: pick('formats', values.formats, Object.keys(FORMATS) as Format[]),
    features: pick('features', values.features, FEATURES),
  };
}

/** @throws where something is named that is not there. */
function pick<T extends string>(option: string, named: string | undefined, all: readonly T[]): readonly T[] {
  if (named === undefined) return all;
  const names = named.split(',') as T[];
  const stranger = names.find((name) => !all.includes(name));
  if (stranger !== undefined)
    throw new Error(`--${option} has no "${stranger}"; it takes ${all.join(', ')}.`);
  return names;
}

async function main(): Promise<void> {
  const selection = optionsOrUsage(USAGE, parse);
  if (!selection) return;
  if (selection === 'help') return console.log(USAGE);
  let done = 0;
  const results = await runMatrix(selection, () => {
    if (process.stderr.isTTY) process.stderr.write(`\r${++done} cells`);
  });
  printMatrix(results);
  process.exitCode = results.some((result) => isWrong(judge(result))) ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
