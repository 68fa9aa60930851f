import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillBlocks } from '../../tools/documents/blocks';
import { DOCUMENTS } from '../../tools/documents/documents';
import { repositoryRoot } from '../../tools/process/repository';

// If it fails: `npm run docs:write`, and commit what it has written.
test.each(Object.entries(DOCUMENTS))('%s has what the build says', async (name, sources) => {
  const document = readFileSync(join(repositoryRoot, name), 'utf8');
  expect(await fillBlocks(document, sources)).toBe(document);
});
