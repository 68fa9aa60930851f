import { createPluginHost } from '@plugin-isolation/plugin-host';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { waitUntil } from '../support/processes';
import { runCli, Script } from '../support/run';
import { WatchProcess } from '../support/watch-process';

/** A person hears of it within 2 s. */
const WITHIN_MS = 5 * 2000;
const DATA = '.nx/workspace-data';
const HELD = `${DATA}/project-graph.lock.holder.json`;

/** A workspace whose graph Nx has computed before: only then is its lock taken. */
function createLocked(): Workspace {
  const holds = `while (fs.existsSync('.nx/hold')) await new Promise((resolve) => setTimeout(resolve, 10));`;
  return createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': pluginSource('acme', { createNodes: holds }),
      '.gitignore': 'node_modules\n.nx\n',
      '.nx/hold': '',
      [`${DATA}/project-graph.json`]: '{}',
    },
  });
}

function startGraph(root: string, env: NodeJS.ProcessEnv = {}): Script {
  return new Script([pluginHostBin, 'graph'], { cwd: root, env });
}

function isTold(script: Script, what: RegExp): Promise<void> {
  return waitUntil(
    () => what.test(script.stderr),
    WITHIN_MS,
    () => `${what}, in ${script.stderr}`,
  );
}

test('B44 who waits for the graph of another plugin-host hears which process, plugin and hook, and its own timeout ends the wait', async () => {
  using workspace = createLocked();
  const { root } = workspace;
  await using holder = startGraph(root);
  const isInHook = () => {
    try {
      return workspace.read(HELD).includes('createNodes');
    } catch {
      return false;
    }
  };
  await waitUntil(isInHook, 40_000, () => `the lock held in createNodes: ${holder.stderr}`);
  const who = `pid ${holder.pid} \\(plugin-host\\): \\.\\/acme\\.js \\(createNodes, \\d+\\.\\d s\\)`;
  const waits = new RegExp(`^Waiting for the graph of this workspace, computed by ${who}\\.$`, 'm');

  await using timed = startGraph(root, { PLUGIN_HOST_TIMEOUT_MS: '2000' });
  await using interrupted = startGraph(root);
  await Promise.all([isTold(timed, waits), isTold(interrupted, waits)]);
  interrupted.child.kill('SIGINT');
  expect(await interrupted.ended).toMatchObject({ signal: 'SIGINT', stdout: '' });
  const { code, stderr } = await timed.ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(
    new RegExp(
      `error This process has waited \\d\\.\\d s for the graph of ${root}, computed by ${who}\\. End`,
    ),
  );
  expect(stderr.match(new RegExp(waits, 'gm'))!.length).toBeGreaterThan(1);

  await using host = await createPluginHost({ root, timeouts: { hookMs: 100 } });
  await expect(host.computeProjectGraph()).rejects.toMatchObject({ code: 'GRAPH_HELD' });

  workspace.remove('.nx/hold');
  expect((await holder.ended).code).toBe(0);
  expect((await host.computeProjectGraph()).errors).toEqual([]);
}, 180_000);

test('an nx that holds the lock is named as far as the system names it; a watch that waits says so in status, and ends on Ctrl-C', async () => {
  using workspace = createLocked();
  const { root } = workspace;
  workspace.remove('.nx/hold');
  workspace.write(
    'holds.js',
    `const { FileLock } = require('nx/src/native');
    // Kept: the lock ends with the object.
    globalThis.lock = new FileLock('${DATA}/project-graph.lock');
    lock.lock();
    console.log('holds it');
    setInterval(() => {}, 1000);`,
  );
  await using holder = new Script(['holds.js'], { cwd: root });
  await holder.line('holds');
  const sentence = `Waiting for the graph of this workspace, computed by pid ${holder.pid} (node holds.js).`;
  await using watch = new WatchProcess(root);
  await watch.next('watching');
  await waitUntil(
    () => watch.stderr.includes(`${sentence}\n`),
    WITHIN_MS,
    () => watch.stderr,
  );
  const status = await runCli(['status'], { cwd: root });
  expect(status.stdout).toContain(`\n${sentence}\n`);
  watch.child.kill('SIGINT');
  expect(await watch.ended).toMatchObject({ code: 130 });

  await using waiting = startGraph(root);
  await isTold(waiting, /computed by pid/);
  holder.child.kill('SIGKILL');
  expect((await waiting.ended).code).toBe(0);
}, 120_000);
