import { dirname, join } from 'node:path';

export const repositoryRoot = dirname(dirname(__dirname));
export const pluginHostBin = join(repositoryRoot, 'packages/plugin-host/bin/plugin-host.js');
export const exampleWorkspace = join(repositoryRoot, 'examples/workspace');
