import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { LaunchPluginWorkerOptions } from '../support/built-package';
import { context, fixtures, graph, launchFixture, rejectionOf } from '../support/launch-fixture';
import { startEntry } from '../support/start-entry';

const file = join(fixtures, 'every-hook.js');
// Others are stopped by the mode of /sys before the file system is asked.
const isRoot = userInfo().uid === 0;
const hasAllowNet = process.allowedNodeEnvironmentFlags.has('--allow-net');
const preload = (name: string) => ['--require', join(fixtures, 'preloads', `${name}.js`)];
const fileMap = { projectFileMap: {}, nonProjectFiles: [] };
const dependenciesContext = {
  ...context,
  projects: { a: { root: 'a' } },
  externalNodes: {},
  fileMap,
  filesToProcess: fileMap,
};

/** All hooks, what they print, 4 MB there and back, and calls that overlap. */
async function expectAllOfAPlugin(options: Partial<LaunchPluginWorkerOptions>): Promise<void> {
  const { worker, plugin, linesOf } = await launchFixture('every-hook', {
    ...options,
    options: { prefix: 'p-' },
  });
  const long = 'ü'.repeat(2_000_000);
  const results = await plugin.createNodes![1]([long], context);
  expect(results[0][1] === long).toBe(true);
  expect(await plugin.createDependencies!(dependenciesContext)).toHaveLength(1);
  const overlapping = Array.from({ length: 20 }, () => plugin.createMetadata!(graph(), context));
  expect(await Promise.all(overlapping)).toEqual(
    overlapping.map(() => ({ a: { metadata: { prefix: 'p-' } } })),
  );
  expect(await plugin.preTasksExecution!({ ...context, id: '1' })).toEqual({ SET_BY_PLUGIN: 'p-1' });
  expect(await plugin.postTasksExecution!({ ...context })).toBeUndefined();
  expect((await worker.stats()).pid).toBe(worker.pid);
  expect(linesOf('stderr')).toHaveLength(24);
  await worker.stop();
  expect(worker.state).toBe('stopped');
  expect(linesOf('stdout')).toHaveLength(48);
}

async function reasonOfRefusal(options: Partial<LaunchPluginWorkerOptions>): Promise<string> {
  const error = await rejectionOf(launchFixture('every-hook', { ...options, transport: 'socket' }));
  expect(error).toMatchObject({ code: 'WORKER_START_FAILED', plugin: './every-hook', hook: 'load' });
  return error.message;
}

describe('where a socket is refused', () => {
  const variable = 'PLUGIN_ISOLATION_SOCKET_DIRECTORY';
  const directory = mkdtempSync(join(tmpdir(), 'fallback-'));
  afterEach(() => delete process.env[variable]);
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it.each([
    ['/sys', isRoot ? 'EPERM' : 'EACCES'],
    ['/proc', 'EACCES'],
    [file, 'ENOTDIR'],
  ])('B06 the worker may not bind in %s: it says %s and serves over the lifeline', async (place, reason) => {
    const { ready, lifeline, exited } = await startEntry(join(place, 'a.sock'));
    expect(ready).toMatchObject({ address: null, reason });
    const loaded = await lifeline.request('initialize', { kind: 'plugin', name: 'x', file, root: fixtures });
    expect(loaded).toMatchObject({ name: 'every-hook' });
    await lifeline.request('stop', {});
    expect(await exited).toBe(0);
    lifeline.close(new Error('done'));
  });

  it.each([
    ['/sys', isRoot ? 'EPERM' : 'EACCES'],
    ['/proc', 'ENOENT'],
    [file, 'ENOTDIR'],
  ])('B06 no directory can be made in %s, the only candidate: everything works', async (only, code) => {
    process.env[variable] = only;
    await expectAllOfAPlugin({});
    expect(await reasonOfRefusal({})).toContain(code);
  });

  it('B05 a planted link in the place of the directory: it is told of once, not used, and everything works', async () => {
    process.env[variable] = directory;
    const planted = join(directory, `plugin-isolation-${userInfo().uid}`);
    const elsewhere = mkdtempSync(join(directory, 'elsewhere-'));
    symlinkSync(elsewhere, planted);
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation();
    await expectAllOfAPlugin({});
    expect(await reasonOfRefusal({})).toContain(`${planted} is a symbolic link`);
    expect(warn).toHaveBeenCalledTimes(1);
    warn.mockRestore();
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(planted);
  });

  it('B06 the worker may not bind where the host made a directory: everything works', async () => {
    process.env[variable] = directory;
    const execArgv = preload('removes-its-socket-directory');
    await expectAllOfAPlugin({ execArgv });
    expect(await reasonOfRefusal({ execArgv })).toContain('it may not listen on a socket (EACCES)');
  });

  it('B06 the socket is gone before the host connects: everything works', async () => {
    process.env[variable] = directory;
    const execArgv = preload('removes-its-socket');
    await expectAllOfAPlugin({ execArgv });
    expect(await reasonOfRefusal({ execArgv })).toContain('ENOENT');
  });

  const title = "B06 node's permission model allows no network: everything works";
  if (!hasAllowNet) {
    it.skip(`${title} (skipped: node ${process.versions.node} has no --allow-net, and so restricts none)`, () =>
      undefined);
  } else {
    it(title, async () => {
      const execArgv = ['--permission', '--allow-fs-read=*'];
      await expectAllOfAPlugin({ execArgv });
      expect(await reasonOfRefusal({ execArgv })).toContain('ERR_ACCESS_DENIED');
    });
  }
});
