import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { FEATURES, FORMATS, LOADERS, NODES, type Format, type Selection } from './cells';
import { judge } from './impossible';
import { isWrong, printMatrix } from './print-matrix';
import { runMatrix, type MatrixOptions } from './run-matrix';

const USAGE = `usage: npm run matrix -- [options]

Loads plugins of every format and with every feature of TypeScript by every loader in every supported node, and has Nx load the
same plugins with the same preference. Prints which of them work in both. Exit code 1 if a cell fails, or says something else, that
works in Nx; fails and is not listed as impossible; or works and is listed.

  --nodes 20,22          majors (${NODES.join(',')}); others than this one are installed below tmp/nodes
  --loaders swc-node     ${LOADERS.join(', ')}
  --formats module,mts   ${Object.keys(FORMATS).join(', ')}
  --features enum        ${FEATURES.join(', ')}
  --without-nx           does not ask Nx, which takes longer than all else
  --installation DIR     takes the packages of DIR/node_modules, with another Nx, instead of this repository's`;

function parse(): { selection: Selection; options: MatrixOptions } | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      nodes: text,
      loaders: text,
      formats: text,
      features: text,
      'without-nx': { type: 'boolean' },
      installation: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const { installation } = values;
  const options = {
    withNx: !values['without-nx'],
    ...(installation && { installation: resolve(installation) }),
  };
  const selection = {
    nodes: pick('nodes', values.nodes, NODES.map(String)).map(Number),
    loaders: pick('loaders', values.loaders, LOADERS),
    formats: pick('formats', values.formats, Object.keys(FORMATS) as Format[]),
    features: pick('features', values.features, FEATURES),
  };
  return { selection, options };
}

/** @throws where something is named that is not there. */
function pick<T extends string>(option: string, named: string | undefined, all: readonly T[]): readonly T[] {
  if (named === undefined) return all;
  const names = named.split(',') as T[];
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`--${option} has no "${unknown}"; it takes ${all.join(', ')}.`);
  return names;
}

async function main(): Promise<void> {
  const parsed = optionsOrUsage(USAGE, parse);
  if (!parsed) return;
  if (parsed === 'help') return console.log(USAGE);
  let done = 0;
  const onResult = () => {
    if (process.stderr.isTTY) process.stderr.write(`\r${++done} cells`);
  };
  const results = await runMatrix(parsed.selection, { ...parsed.options, onResult });
  printMatrix(results);
  process.exitCode = results.some((result) => isWrong(judge(result))) ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
