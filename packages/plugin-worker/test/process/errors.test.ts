import { join, relative } from 'node:path';
import { launchWorker } from '../support/built-package';
import { context, fixtures, graph, launchFixture, rejectionOf } from '../support/launch-fixture';

const cyclic = () => {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value as typeof context;
};

describe('what the protocol refuses reaches the caller with plugin and hook', () => {
  it('B26 an argument that is no JSON: that call alone fails', async () => {
    const { plugin } = await launchFixture('returns-a-bigint');
    const { plugin: other } = await launchFixture('every-hook', { options: {} });
    const error = await rejectionOf(other.createMetadata!(graph(), cyclic()));
    expect(error).toMatchObject({
      name: 'WorkerError',
      code: 'REQUEST_REFUSED',
      plugin: 'every-hook',
      hook: 'createMetadata',
      workerState: 'ready',
      cause: { name: 'NotSerializableError' },
    });
    expect(error.message).toMatch(/"every-hook" .*createMetadata.* circular.*Pass data that JSON can carry/s);
    expect(await other.createMetadata!(graph(), context)).toBeDefined();
    const refused = await rejectionOf(plugin.createMetadata!(graph(), context));
    expect(refused).toMatchObject({
      code: 'REQUEST_REFUSED',
      plugin: './returns-a-bigint',
      hook: 'createMetadata',
    });
    expect(refused.message).toMatch(/BigInt.*Return data that JSON can carry/s);
  });

  it('a worker that throws its socket away', async () => {
    const { worker, plugin } = await launchFixture('closes-its-socket', { transport: 'socket' });
    const error = await rejectionOf(plugin.createMetadata!(graph(), context));
    expect(error).toMatchObject({ code: 'WORKER_START_FAILED', hook: 'createMetadata' });
    expect(error.message).toContain('closed its connection to the host during createMetadata and was ended');
    await worker.exited;
    const late = await rejectionOf(plugin.createMetadata!(graph(), context));
    expect(late).toMatchObject({
      code: 'WORKER_STOPPED',
      signal: 'SIGKILL',
      cause: { code: 'WORKER_START_FAILED' },
    });
  });

  it('a root that is no directory', async () => {
    const plugin = join(fixtures, 'every-hook.js');
    const error = await rejectionOf(launchFixture('', { plugin, root: join(fixtures, 'nowhere') }));
    expect(error).toMatchObject({ code: 'WORKER_START_FAILED', hook: 'load' });
    expect(error.message).toMatch(
      /could not be started for its load: the directory .*nowhere does not exist\. Check `root`/,
    );
  });

  it('a relative root: it is that below the cwd', async () => {
    const root = relative(process.cwd(), fixtures);
    const { worker } = await launchFixture('every-hook', { root, options: {} });
    await worker.stop();
    const error = await rejectionOf(launchFixture('nowhere', { root }));
    expect(error).toMatchObject({ code: 'PLUGIN_NOT_FOUND', lookedIn: [join(fixtures, 'nowhere')] });
    await using launched = await launchWorker<{ add(a: number, b: number): number }>({
      module: './module-with-events',
      root,
    });
    expect(await launched.api.add(1, 2)).toBe(3);
  });

  it('a call after stop()', async () => {
    const { worker, plugin } = await launchFixture('every-hook');
    const stopped = worker.stop();
    const error = await rejectionOf(plugin.createMetadata!(graph(), context));
    expect(error).toMatchObject({ code: 'WORKER_STOPPED', plugin: 'every-hook', hook: 'createMetadata' });
    expect(error.message).toContain('was being stopped when createMetadata was called');
    await stopped;
  });
});
