import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { fillBlocks } from './blocks';
import { DOCUMENTS } from './documents';

const USAGE = `usage: npm run docs:write

Makes the generated blocks of these documents again, from the build: ${Object.keys(DOCUMENTS).join(', ')}.`;

async function main(): Promise<void> {
  for (const [name, sources] of Object.entries(DOCUMENTS)) {
    const file = join(repositoryRoot, name);
    const before = readFileSync(file, 'utf8');
    const now = await fillBlocks(before, sources);
    if (now === before) continue;
    writeFileSync(file, now);
    console.log(`wrote ${name}`);
  }
}

if (process.argv.length > 2) console.log(USAGE);
else void main();
