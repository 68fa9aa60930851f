import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../../tools/process/repository';

/** The words that start each side, after `node`. What is compared is plain nx without its daemon. */
export const SIDES = {
  plain: [join(repositoryRoot, 'node_modules', 'nx', 'dist', 'bin', 'nx.js')],
  ours: [pluginHostBin, 'nx'],
};

export const WITHOUT_DAEMON = { NX_DAEMON: 'false' };

/** Source of a plugin that makes a project of each component.json, with these targets: name → command. */
export function pluginWithTargets(targets: Record<string, string>, statements = ''): string {
  const commands = Object.entries(targets).map(([name, command]) => [
    name,
    { command, options: { cwd: '{workspaceRoot}' } },
  ]);
  return `
const fs = require('node:fs');
const path = require('node:path');
exports.name = 'with-targets';
exports.createNodes = ['**/component.json', async (files) => {
  ${statements}
  return files.map((file) => [file, { projects: { [path.dirname(file)]: {
    name: path.basename(path.dirname(file)),
    targets: ${JSON.stringify(Object.fromEntries(commands))},
  } } }]);
}];
`;
}
