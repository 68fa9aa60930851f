import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runProgram } from '../support/run-program';

const plugin = 'exports.createMetadata = () => ({});\n';
const json = (value: object) => JSON.stringify(value, null, 2);
const nowhere = 'nowhere';

/** What `nx.json` lists → the file below the root that it must mean. */
export const EXPECTED: Record<string, string> = {
  'acme-installed': 'lib/main.cjs',
  'acme-installed/plugin': 'lib/plugin.js',
  'acme-installed/features/one': 'lib/features/one.js',
  'acme-installed/lib/main.cjs': nowhere,
  'acme-shared': 'second.js',
  'acme-linked': 'outside/acme-linked/index.js',
  '@org/built': 'packages/built/src/index.ts',
  '@org/unbuilt': 'packages/unbuilt/src/index.ts',
  '@org/conditions/plugin': 'packages/conditions/src/plugin.ts',
  '@org/conditions/features/one': 'packages/conditions/src/features/one.ts',
  '@org/conditions/other': nowhere,
  '@org/development/plugin': 'packages/development/src/plugin.ts',
  '@org/plain': 'packages/plain/index.js',
  '@org/by-path': 'tools/by-path/src/index.ts',
  '@org/built-by-path': 'tools/built-by-path/src/index.ts',
  './plugins/local.ts': 'plugins/local.ts',
  './plugins/without-extension': 'plugins/without-extension.js',
  './plugins/folder': 'plugins/folder/lib/main.js',
  './plugins/none.ts': nowhere,
  'acme-none': nowhere,
};

/** Files of the packages that are installed from a tarball, by the tarball's name. */
const VENDORED: Record<string, (vendor: string) => Record<string, string>> = {
  'acme-installed': (vendor) => ({
    'package.json': json({
      name: 'acme-installed',
      version: '1.0.0',
      exports: {
        '.': { import: './lib/main.mjs', require: './lib/main.cjs' },
        './plugin': { development: './none.ts', default: './lib/plugin.js' },
        './features/*': './lib/features/*.js',
      },
      dependencies: {
        'acme-shared': `file:${join(vendor, 'acme-shared-1.tgz')}`,
        'acme-hoisted': `file:${join(vendor, 'acme-hoisted.tgz')}`,
      },
    }),
    'lib/main.cjs': `require('acme-shared').first();\n${plugin}`,
    'lib/main.mjs': '',
    'lib/plugin.js': plugin,
    'lib/features/one.js': plugin,
  }),
  'acme-hoisted': () => ({
    'package.json': json({ name: 'acme-hoisted', version: '1.0.0' }),
    'index.js': plugin,
  }),
  'acme-shared-1': () => ({
    'package.json': json({ name: 'acme-shared', version: '1.0.0', main: 'first.js' }),
    'first.js': 'exports.first = () => undefined;',
  }),
  'acme-shared-2': () => ({
    'package.json': json({ name: 'acme-shared', version: '2.0.0', main: 'second.js' }),
    'second.js': plugin,
  }),
};

const buildTarget = (main: string) => ({ targets: { build: { executor: '@nx/js:tsc', options: { main } } } });
const member = (name: string, rest: object) => json({ name: `@org/${name}`, version: '1.0.0', ...rest });

const SOURCES: Record<string, string> = {
  'packages/built/package.json': member('built', { main: './dist/index.js' }),
  'packages/built/project.json': json(buildTarget('packages/built/src/index.ts')),
  'packages/built/dist/index.js': 'throw new Error("the build, not the source");',
  'packages/built/src/index.ts': plugin,
  'packages/unbuilt/package.json': member('unbuilt', { main: './dist/index.js' }),
  'packages/unbuilt/project.json': json(buildTarget('packages/unbuilt/src/index.ts')),
  'packages/unbuilt/src/index.ts': plugin,
  'packages/conditions/package.json': member('conditions', {
    exports: {
      './plugin': { '@org/source': './src/plugin.ts', default: './dist/plugin.js' },
      './features/*': { '@org/source': './src/features/*.ts', default: './dist/features/*.js' },
    },
  }),
  'packages/conditions/dist/plugin.js': 'throw new Error("the build, not the source");',
  'packages/conditions/src/plugin.ts': plugin,
  'packages/conditions/src/features/one.ts': plugin,
  'packages/development/package.json': member('development', {
    exports: { './plugin': { development: './src/plugin.ts', default: './dist/plugin.js' } },
  }),
  'packages/development/src/plugin.ts': plugin,
  'packages/plain/package.json': member('plain', {}),
  'packages/plain/index.js': plugin,
  'tools/by-path/project.json': json({ name: 'by-path' }),
  'tools/by-path/src/index.ts': plugin,
  'tools/built-by-path/project.json': json({ name: 'built-by-path' }),
  'tools/built-by-path/src/index.ts': plugin,
  'dist/built-by-path/index.js': 'throw new Error("the build, not the source");',
  'plugins/local.ts': plugin,
  'plugins/without-extension.js': plugin,
  'plugins/folder/package.json': '{ "main": "lib/main" }',
  'plugins/folder/lib/main.js': plugin,
  'tsconfig.base.json': json({
    compilerOptions: {
      customConditions: ['@org/source'],
      paths: {
        '@org/by-path': ['./tools/by-path/src/index.ts'],
        '@org/built-by-path': ['./dist/built-by-path/index.js', './tools/built-by-path/src/index.ts'],
      },
    },
  }),
};

const MEMBERS = ['built', 'unbuilt', 'conditions', 'development', 'plain'];

/** Writes the workspace to `root`, and beside it what is not part of it: `outside` and `vendor`. */
export async function writeResolutionWorkspace(root: string, plugins: string[]): Promise<void> {
  const vendor = join(dirname(root), 'vendor');
  for (const [name, filesIn] of Object.entries(VENDORED)) {
    const packageFiles = Object.entries(filesIn(vendor)).map(([file, content]) => [
      `package/${file}`,
      content,
    ]);
    writeFiles(join(vendor, name), Object.fromEntries(packageFiles) as Record<string, string>);
    const archive = ['-czf', join(vendor, `${name}.tgz`), '-C', join(vendor, name), 'package'];
    await runProgram('tar', archive, { cwd: vendor });
  }
  writeFiles(join(dirname(root), 'outside/acme-linked'), {
    'package.json': '{ "name": "acme-linked" }',
    'index.js': plugin,
  });
  const manifest = {
    name: 'workspace',
    version: '0.0.0',
    private: true,
    workspaces: ['packages/*'],
    dependencies: {
      'acme-installed': `file:${join(vendor, 'acme-installed.tgz')}`,
      'acme-shared': `file:${join(vendor, 'acme-shared-2.tgz')}`,
      ...Object.fromEntries(MEMBERS.map((name) => [`@org/${name}`, '1.0.0'])),
    },
  };
  writeFiles(root, {
    ...SOURCES,
    'nx.json': json({ neverConnectToCloud: true, analytics: false, plugins }),
    'package.json': json(manifest),
    'pnpm-workspace.yaml': 'packages: ["packages/*"]\nlinkWorkspacePackages: true\n',
  });
}

/** What the tests need and no registry is asked for: nx, a transpiler, and a package that a person linked. */
export function linkIntoModules(root: string): void {
  const target = (name: string) => join(root, 'node_modules', name);
  for (const name of ['nx', '@swc-node', '@swc'])
    symlinkSync(join(repositoryRoot, 'node_modules', name), target(name));
  symlinkSync(join(dirname(root), 'outside/acme-linked'), target('acme-linked'));
}

function writeFiles(directory: string, files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  }
}
