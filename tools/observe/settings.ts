import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { createBranches } from './branches';
import { fileOf, sourceOf } from './plugin-source';
import { write } from './write';

/** A workspace with these plugins and all that they read, and another branch of it. */
export function createWorkspace(root: string, names: string[]): void {
  mkdirSync(root, { recursive: true });
  writeSettings(root);
  for (const name of ['nx', '@nx', '@swc-node', '@swc', 'typescript', 'esbuild', '@esbuild', 'vite'])
    symlinkSync(join(repositoryRoot, 'node_modules', name), join(root, 'node_modules', name));
  const files = names.map(fileOf);
  for (const [index, name] of names.entries()) write(root, files[index], sourceOf(name));
  const plugins = files.map((file) => `./${file}`);
  write(root, 'nx.json', JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }));
  createBranches(root);
}

/** Everything that the plugins read, and a package. */
const FILES: Record<string, string> = {
  'package.json': '{ "name": "observed", "private": true }',
  '.gitignore': 'ignored\nnode_modules\n.nx\n.env\n',
  'libs/one/component.json': '{}',
  'libs/two/component.json': '{}',
  'ignored/data.txt': 'aaaaaa',
  'ignored/other.txt': 'aaaaaa',
  'ignored/remembered.txt': 'aaaaaa',
  '../outside/data.json': 'aaaaaa',
  'assets/a.svg': '',
  'versions/1/version.txt': '111111',
  'versions/2/version.txt': '222222',
  'versions/1/imported.mjs': 'export const value = 1;',
  'versions/2/imported.mjs': 'export const value = 2;',
  'settings/data.json': '{ "value": "aaaaaa" }',
  'settings/code.js': 'exports.value = "aaaaaa";',
  'settings/imported.mjs': 'export const value = "aaaaaa";',
  'settings/shadow.json': '"aaaaaa"',
  'settings/needed.txt': 'aaaaaa',
  'settings/needed.js': 'exports.value = 1;',
  'settings/typed.ts': 'export const value: string = "aaaaaa";',
  'node_modules/dependency/package.json': '{ "name": "dependency", "version": "1.0.0" }',
  'node_modules/dependency/index.js': 'exports.version = "aaaaaa";',
  'node_modules/dependency/data.txt': 'aaaaaa',
  'node_modules/bare/index.js': 'aaaaaa',
  'node_modules/inner/package.json': '{ "name": "inner", "version": "1.0.0" }',
  'node_modules/inner/index.js': 'module.exports = "aaaaaa";',
  'node_modules/outer/package.json': '{ "name": "outer", "version": "1.0.0" }',
  'node_modules/outer/index.js': 'exports.value = require("inner");',
  'node_modules/outer-module/package.json':
    '{ "name": "outer-module", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'node_modules/outer-module/index.js': 'import value from "inner"; export { value };',
  'libs/linked/package.json': '{ "name": "linked", "version": "1.0.0" }',
  'libs/linked/code.js': 'aaaaaa',
  'bundle/config.ts': `import { part } from './part';
    import data from './data.json';
    import { linked } from './linked';
    import './directory';
    class Fields { field = 1; }
    console.log(part, data, linked, Fields);`,
  'bundle/vite.config.ts': `import { part } from './part';
    import data from './data.json';
    import { linked } from './linked';
    export default { define: { part, data, linked } };`,
  'bundle/part.ts': `export const part = 'aaaaaa';`,
  'bundle/data.json': '{ "value": "aaaaaa" }',
  'bundle/directory/index.ts': '',
  'bundle/first.ts': `export const linked = 'first';`,
  'bundle/second.ts': `export const linked = 'second';`,
  'settings/directory/index.js': 'module.exports = "index";',
  'settings/directory/other.js': 'module.exports = "other";',
};

function writeSettings(root: string): void {
  for (const [file, text] of Object.entries(FILES)) write(root, file, text);
  symlinkSync('versions/1', join(root, 'current'));
  symlinkSync('current', join(root, 'chain'));
  symlinkSync('first.ts', join(root, 'bundle/linked.ts'));
  symlinkSync('../libs/linked', join(root, 'node_modules/linked'));
}
