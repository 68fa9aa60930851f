import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../../tools/process/repository';
import { runScript } from '../support/run';
import { runProgram } from '../support/run-program';
import { packageDirectory, PACKAGES, packPackages, type Packed } from './packed';

const IS_MEANT = [
  /^(LICENSE|README\.md|package\.json|plugin-host\.schema\.json|bin\/(plugin-host|own-stdout)\.js)$/,
  /^dist\/.+\.(js|d\.ts)$/,
  /^dist\/report\/page\.css$/,
];

let packed: Packed;
beforeAll(async () => {
  packed = await packPackages();
});
afterAll(() => packed[Symbol.dispose]());

describe.each(PACKAGES)('the tarball of %s', (name) => {
  const run = (command: string, ...args: string[]) =>
    runProgram(command, args, { cwd: packageDirectory(name) });
  const runInstalled = (script: string, ...args: string[]) =>
    run(process.execPath, join(repositoryRoot, 'node_modules', script), ...args);

  test('has the build, a README and a licence; no test, source map or build state', async () => {
    const listing = await run('tar', '-tf', packed.tarball(name));
    const files = listing
      .trim()
      .split('\n')
      .map((file) => file.replace('package/', ''));
    expect(files.filter((file) => !IS_MEANT.some((pattern) => pattern.test(file)))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts']),
    );
  });

  test('is clean for publint', async () => {
    expect(await runInstalled('publint/src/cli.js', packed.tarball(name), '--strict')).toContain('All good!');
  });

  test('is clean for attw, in every kind of resolution', async () => {
    await runInstalled('@arethetypeswrong/cli/dist/index.js', packed.tarball(name), '--profile', 'strict');
  });
});

describe('the command', () => {
  let directory: string;
  beforeEach(() => {
    directory = realpathSync(mkdtempSync(join(tmpdir(), 'bin-')));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  test('is executable, and works through a symbolic link', async () => {
    symlinkSync(pluginHostBin, join(directory, 'plugin-host'));
    expect(await runProgram(join(directory, 'plugin-host'), ['--help'], { cwd: directory })).toContain(
      'graph',
    );
  });

  test('says so when its build is missing, with exit code 2', async () => {
    mkdirSync(join(directory, 'bin'));
    cpSync(pluginHostBin, join(directory, 'bin/plugin-host.js'));
    const { code, stderr } = await runScript([join(directory, 'bin/plugin-host.js'), 'graph']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/is not built: .+start\.js is missing\. Run `npm run build`/) as string,
    });
  });
});
