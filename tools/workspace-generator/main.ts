import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generateWorkspace } from './generate-workspace';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { projects: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
});

if (positionals.length === 1) {
  const directory = resolve(positionals[0]);
  generateWorkspace(directory, { projectCount: Number(values.projects), seed: Number(values.seed) });
  console.log(`${values.projects} projects in ${directory}`);
} else {
  console.error('usage: workspace-generator DIR [--projects 200] [--seed 1]');
  process.exitCode = 2;
}
