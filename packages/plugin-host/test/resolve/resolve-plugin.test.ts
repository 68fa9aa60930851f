import { symlinkSync } from 'node:fs';
import type { NxMajorNumber } from '../../src/config/nx-majors';
import { resolvePlugin, type ResolveWithNx } from '../../src/resolve/resolve-plugin';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

const files = {
  'node_modules/acme/package.json':
    '{ "main": "lib/main.js", "exports": { ".": "./lib/main.js", "./plugin": "./lib/plugin.js" } }',
  'node_modules/acme/lib/main.js': '',
  'node_modules/acme/lib/plugin.js': '',
  '.nx/installation/node_modules/installed/index.js': '',
  'tools/local.ts': '',
  'tools/script.js': '',
  'tools/folder/index.js': '',
  'packages/member/package.json': '{ "name": "member", "main": "dist/index.js" }',
  'packages/member/dist/index.js': '',
  'packages/member/src/index.ts': '',
};

const isNotAsked: ResolveWithNx = (plugin) => Promise.reject(new Error(`nx was asked for ${plugin}`));

async function resolve(
  { root }: TempDirectory,
  plugin: string,
  {
    paths = {},
    nxMajor = 23,
    resolveWithNx = isNotAsked,
  }: { paths?: Record<string, string[]>; nxMajor?: NxMajorNumber; resolveWithNx?: ResolveWithNx } = {},
): Promise<string> {
  const settings = { root, nxMajor, tsconfig: { paths, conditions: [], compilerOptions: {} }, resolveWithNx };
  const { file, name } = await resolvePlugin(plugin, settings);
  expect(name).toBe(plugin);
  return file.replace(`${root}/`, '');
}

describe('resolvePlugin, without nx', () => {
  test.each([
    ['acme', 'node_modules/acme/lib/main.js'],
    ['acme/plugin', 'node_modules/acme/lib/plugin.js'],
    ['installed', '.nx/installation/node_modules/installed/index.js'],
    ['./tools/local.ts', 'tools/local.ts'],
    ['./tools/script', 'tools/script.js'],
    ['./tools/folder', 'tools/folder/index.js'],
  ])('%s → %s', async (plugin, file) => {
    using directory = createTempDirectory(files);
    expect(await resolve(directory, plugin)).toBe(file);
  });

  test('an absolute path', async () => {
    using directory = createTempDirectory(files);
    expect(await resolve(directory, directory.path('tools', 'local.ts'))).toBe('tools/local.ts');
  });

  test('a path of the root tsconfig to one file', async () => {
    using directory = createTempDirectory(files);
    const paths = { '@org/local': ['tools/local.ts'] };
    expect(await resolve(directory, '@org/local', { paths })).toBe('tools/local.ts');
  });

  test('an installed package goes before a path of the tsconfig', async () => {
    using directory = createTempDirectory(files);
    expect(await resolve(directory, 'acme', { paths: { acme: ['tools/local.ts'] } })).toBe(
      'node_modules/acme/lib/main.js',
    );
  });
});

describe('resolvePlugin, with nx', () => {
  test('a workspace package that a package manager linked is left to nx: its source goes before its build', async () => {
    using directory = createTempDirectory(files);
    symlinkSync('../packages/member', directory.path('node_modules', 'member'));
    expect(await resolve(directory, 'member', answeredByNx(directory))).toBe('packages/member/src/index.ts');
  });

  test('also where a path of the tsconfig has its name: before Nx 23 the link wins', async () => {
    using directory = createTempDirectory(files);
    symlinkSync('../packages/member', directory.path('node_modules', 'member'));
    const paths = { member: ['tools/local.ts'] };
    const outcome = await resolve(directory, 'member', { paths, ...answeredByNx(directory) });
    expect(outcome).toBe('packages/member/src/index.ts');
  });

  test('a path of the tsconfig with several targets: Nx knows which of them are in a project', async () => {
    using directory = createTempDirectory(files);
    const paths = { '@org/local': ['tools/local.ts', 'packages/member/src/index.ts'] };
    const outcome = await resolve(directory, '@org/local', { paths, ...answeredByNx(directory) });
    expect(outcome).toBe('packages/member/src/index.ts');
  });

  test('a path of the tsconfig before Nx 23: it leads to a project, and not to a file', async () => {
    using directory = createTempDirectory(files);
    const options = {
      paths: { '@org/local': ['tools/local.ts'] },
      nxMajor: 22 as const,
      ...answeredByNx(directory),
    };
    expect(await resolve(directory, '@org/local', options)).toBe('packages/member/src/index.ts');
  });
});

function answeredByNx(directory: TempDirectory): { resolveWithNx: ResolveWithNx } {
  const file = directory.path('packages/member/src/index.ts');
  return { resolveWithNx: (name) => Promise.resolve({ file, name }) };
}

describe('resolvePlugin, not found: says where it was looked for', () => {
  const missing = Object.assign(new Error('no module'), { code: 'MODULE_NOT_FOUND' });

  test('a package', async () => {
    using directory = createTempDirectory(files);
    const outcome = resolve(directory, 'none', { resolveWithNx: () => Promise.reject(missing) });
    await expect(outcome).rejects.toMatchObject({
      code: 'PLUGIN_NOT_FOUND',
      plugin: 'none',
      hook: 'resolve',
      cause: missing,
    });
    for (const place of [
      directory.path('node_modules'),
      directory.path('.nx/installation/node_modules'),
      'tsconfig',
      'workspace packages',
    ]) {
      await expect(outcome).rejects.toThrow(place);
    }
  });

  test('a path', async () => {
    using directory = createTempDirectory(files);
    await expect(resolve(directory, './tools/none.ts')).rejects.toThrow(
      `It was looked for in ${directory.path('tools/none.ts')}.`,
    );
  });

  test('what nx says goes into the message where it says more than that', async () => {
    using directory = createTempDirectory(files);
    const resolveWithNx = () => Promise.reject(new Error('the project has no entry file'));
    await expect(resolve(directory, 'none', { resolveWithNx })).rejects.toThrow(
      /can't be resolved: the project has no entry file/,
    );
  });
});
