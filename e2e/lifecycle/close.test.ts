import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { STOP_TOTAL_MS } from '@plugin-isolation/plugin-worker/internal/launch';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource, type PluginSourceOptions } from '../support/plugin-source';
import { descendants, expectNothingRuns, processesIn, waitUntil } from '../support/processes';

/** The host process climbs the ladder for its workers, and then the caller climbs it for the host process. */
const CLOSE_BOUND_MS = 2 * STOP_TOTAL_MS;

async function openHost(options?: PluginSourceOptions) {
  const workspace = createWorkspace({
    plugins: ['./plugins/only.js'],
    files: { 'plugins/only.js': pluginSource('only', options) },
  });
  const host = await createPluginHost({ root: workspace.root, onLog: () => undefined });
  return { workspace, host };
}

async function closeWithinBound(host: PluginHost, root: string): Promise<void> {
  const startedAt = performance.now();
  await host.close();
  expect(performance.now() - startedAt).toBeLessThan(CLOSE_BOUND_MS);
  await expectNothingRuns(root);
}

const hostProcess = () => descendants(process.pid).find((pid) => isHostProcess(pid))!;

function isHostProcess(pid: number): boolean {
  return processesIn(process.cwd()).includes(pid) && descendants(pid).length > 0;
}

/**
 * The only place for the sockets and temporary files of this file's hosts and workers: other tests run beside it. It is
 * read by its name, since `tmpdir()` in jest does not follow the variables of a test.
 */
const VARIABLES = ['PLUGIN_ISOLATION_SOCKET_DIRECTORY', 'TMPDIR'];
const sockets = mkdtempSync(join(tmpdir(), 'close-'));
const replaced: [name: string, value: string | undefined][] = [];

function resources() {
  const descriptors = readdirSync('/proc/self/fd').length;
  const files = readdirSync(sockets).filter((name) => name.startsWith('plugin-host-fresh-'));
  const emitters: NodeJS.EventEmitter[] = [process, process.stdout, process.stderr];
  const listeners = emitters.map((emitter) =>
    emitter.eventNames().map((name) => [String(name), emitter.listenerCount(name)]),
  );
  return { descriptors, files, listeners, sockets: socketFiles() };
}

const socketFiles = () =>
  readdirSync(sockets, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sock'));

describe('B12 close() settles within the total of the ladder, and nothing is left', () => {
  beforeAll(() => {
    for (const name of VARIABLES) replaced.push([name, process.env[name]]);
    for (const name of VARIABLES) process.env[name] = sockets;
  });
  afterAll(() => {
    for (const [name, value] of replaced)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    rmSync(sockets, { recursive: true });
  });

  test('before a plugin is loaded', async () => {
    const { host, ...opened } = await openHost({ load: 'while (true) {}' });
    using workspace = opened.workspace;
    await closeWithinBound(host, workspace.root);
  });

  test('in a call that never ends', async () => {
    const { host, ...opened } = await openHost({
      createNodes: 'fs.writeFileSync(path.join(__dirname, "called"), ""); while (true) {}',
    });
    using workspace = opened.workspace;
    const outcome = host.computeProjectGraph().catch((error: Error) => error);
    const isCalled = () => readdirSync(workspace.path('plugins')).includes('called');
    await waitUntil(isCalled, 20_000, () => 'the call of createNodes');
    await closeWithinBound(host, workspace.root);
    expect(await outcome).toMatchObject({ name: 'HostClosedError', code: 'HOST_CLOSED' });
  });

  test('when the host process is stopped', async () => {
    const { host, ...opened } = await openHost();
    using workspace = opened.workspace;
    await host.computeProjectGraph();
    process.kill(hostProcess(), 'SIGSTOP');
    await closeWithinBound(host, workspace.root);
  });

  test('after the host process was killed', async () => {
    const { host, ...opened } = await openHost();
    using workspace = opened.workspace;
    await host.computeProjectGraph({ fresh: true });
    process.kill(hostProcess(), 'SIGKILL');
    await closeWithinBound(host, workspace.root);
    expect(resources().files).toEqual([]);
  });

  test('descriptors, listeners, sockets and temporary files are what they were', async () => {
    const use = async () => {
      const { host, ...opened } = await openHost();
      using workspace = opened.workspace;
      await host.computeProjectGraph({ fresh: true });
      await closeWithinBound(host, workspace.root);
    };
    await use();
    const before = resources();
    expect(before.sockets).toEqual([]);
    await use();
    expect(resources()).toEqual(before);
  });
});
