import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../support/create-workspace';

const manifest = { name: 'nx', version: '23.2.1', bin: { nx: './bin/nx.js' } };

/** A workspace whose nx is a program of a few lines, in which there is nothing of Nx to be loaded. */
export function withFakeNx(below = 'node_modules/nx'): Workspace {
  const files = {
    [`${below}/package.json`]: JSON.stringify(manifest),
    [`${below}/bin/nx.js`]: readFileSync(join(__dirname, 'fixtures/nx.js'), 'utf8'),
  };
  return createWorkspace({ modules: 'none', files });
}
