import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { manifestOf, PLUGIN, withPlugins, type Variant } from './variant';

const plugin = (target: string) => `
const { basename, dirname } = require('node:path');
exports.createNodes = ['**/component.json', (files, options) => files.map((file) => [file, { projects: {
  [dirname(file)]: {
    name: basename(dirname(file)),
    targets: { ${target}: { command: 'true', options: { by: options ?? 'nobody', env: process.env.BY ?? null } } },
  },
} }])];`;

const BASE: Record<string, string | object> = {
  ...withPlugins([PLUGIN]),
  'package.json': manifestOf('workspace', { private: true, workspaces: ['packages/*'] }),
  'tsconfig.base.json': {
    compilerOptions: { module: 'commonjs', paths: { '@acme/one': ['libs/one/index.ts'] } },
  },
  'libs/one/component.json': '{}',
  'libs/one/index.ts': 'export const one = 1;',
  'libs/two/component.json': '{}',
  'libs/two/index.ts': "import { one } from '@acme/one';\nimport 'four';\nexport const two = one + 1;",
  'libs/three/project.json': { name: 'three', targets: { build: { command: 'true' } } },
  'packages/four/package.json': manifestOf('four', { scripts: { test: 'true' } }),
  'packages/four/index.js': '',
  'plugins/a.js': plugin('a'),
  'plugins/typed.ts': `enum Kind { Typed = 'typed' }\n${plugin('[Kind.Typed]').replace('const {', 'const { ')}`,
  'plugins/folder/index.js': plugin('folder'),
  'plugins/main/package.json': { name: 'main-plugin', main: './entry.js' },
  'plugins/main/entry.js': plugin('main'),
  'plugins/module.mjs': 'export const createMetadata = () => ({ one: { metadata: { description: "m" } } });',
};

/** Writes the base, changed as the variant says, into a directory that is empty; returns the root of the workspace. */
export function writeWorkspace(directory: string, { files = {}, links = {}, nx = 'root' }: Variant): string {
  const root = nx === 'above' ? join(directory, 'workspace') : directory;
  for (const [file, content] of Object.entries({ ...BASE, ...files })) {
    if (content === null) continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const modules = nx === 'installation' ? join(root, '.nx/installation') : directory;
  mkdirSync(modules, { recursive: true });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(modules, 'node_modules'));
  for (const [link, target] of Object.entries(links)) {
    rmSync(join(root, link), { recursive: true, force: true });
    mkdirSync(dirname(join(root, link)), { recursive: true });
    symlinkSync(target, join(root, link));
  }
  return root;
}
