import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { generateWorkspace } from './generate-workspace';

const USAGE = 'usage: npm run generate-workspace -- DIR [--projects 200] [--seed 1]';

function parse() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      projects: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!values.help && positionals.length !== 1) throw new Error('It takes one directory.');
  const projectCount = readCount('projects', values.projects);
  return { help: values.help, directory: positionals[0], projectCount, seed: readCount('seed', values.seed) };
}

const options = optionsOrUsage(USAGE, parse);
if (options?.help) console.log(USAGE);
else if (options) {
  const directory = resolve(options.directory);
  generateWorkspace(directory, options);
  console.log(`${options.projectCount} projects in ${directory}`);
}
