import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { runCli } from '../support/run';

const plugin = `
const byName = require('shared');
const byPath = require('../packages/shared/index.js');
if (byName !== byPath) throw new Error('the linked package was loaded twice: ' + require.resolve('shared'));
exports.createMetadata = async () => ({});`;

test('a package that a package manager linked is one module in its worker, by its name and by its path', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js'],
    modules: 'none',
    files: {
      'plugins/a.js': plugin,
      'packages/shared/index.js': 'exports.state = {};',
      // Only a package with exports takes the way through node's cache of real paths.
      'packages/shared/package.json': '{ "name": "shared", "exports": "./index.js" }',
    },
  });
  mkdirSync(workspace.path('node_modules'));
  symlinkSync('../packages/shared', workspace.path('node_modules', 'shared'));
  symlinkSync(join(repositoryRoot, 'node_modules', 'nx'), workspace.path('node_modules', 'nx'));
  const { code, stderr } = await runCli(['plugins', '--verbose'], { cwd: workspace.root });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('loaded in') as string });
});
