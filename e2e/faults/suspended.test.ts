import { existsSync } from 'node:fs';
import { createPluginHost, type PluginHost } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource, type PluginSourceOptions } from '../support/plugin-source';
import { waitUntil, waitUntilGone } from '../support/processes';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

/** So long an idle worker or a host may take to answer. */
const ANSWER_MS = 10_000;
const REPLACED_WITHIN_MS = 5 * ANSWER_MS;
/** Blocks the worker for longer than anything healthy takes, but not for as long as it is waited for. */
const BLOCKS_LATER = `setTimeout(() => {
  fs.writeFileSync('blocked', '');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);
}, 50).unref();`;

interface Opened {
  workspace: ReturnType<typeof createWorkspace>;
  host: PluginHost;
  pid: number;
}

/** A host with one idle worker. */
async function openIdle(source: PluginSourceOptions, env: Record<string, string>): Promise<Opened> {
  const workspace = createWorkspace({
    plugins: ['./plugins/only.js'],
    files: { 'plugins/only.js': pluginSource('only', source) },
  });
  const host = await createPluginHost({ root: workspace.root, env, reuse: 'never' });
  await host.computeProjectGraph();
  return { workspace, host, pid: await pidOf(host) };
}

async function pidOf(host: PluginHost): Promise<number> {
  return (await host.status())[0].pid!;
}

async function close({ workspace, host }: Opened): Promise<void> {
  await host.close();
  workspace[Symbol.dispose]();
}

// Both wait for ten seconds, at the same time.
test.concurrent(
  'B23 a suspended idle worker is replaced in time; with every timer off it is waited for, and so is one that is busy',
  async () => {
    const suspended = await openIdle({}, {});
    const untimed = await openIdle({}, { NX_PLUGIN_NO_TIMEOUTS: 'true' });
    const asked = await openIdle({}, {});
    const busy = await openIdle({ createNodes: BLOCKS_LATER }, {});
    const isBlocked = () => existsSync(busy.workspace.path('blocked'));
    try {
      await waitUntil(isBlocked, 10_000, () => 'the timer that blocks');
      for (const { pid } of [suspended, untimed, asked]) process.kill(pid, 'SIGSTOP');
      let isWaitedFor = true;
      const waiting = untimed.host.computeProjectGraph().finally(() => (isWaitedFor = false));

      const startedAt = performance.now();
      const [ofSuspended, ofBusy, [status]] = await Promise.all([
        suspended.host.computeProjectGraph(),
        busy.host.computeProjectGraph(),
        asked.host.status(),
      ]);
      expect(performance.now() - startedAt).toBeLessThan(REPLACED_WITHIN_MS);
      // Who only asks how a worker is replaces none.
      expect(status).toMatchObject({ pid: asked.pid, state: 'ready' });
      expect(status).not.toHaveProperty('rssBytes');
      expect([ofSuspended.errors, ofBusy.errors]).toEqual([[], []]);
      const [newPid, samePid] = [await pidOf(suspended.host), await pidOf(busy.host)];
      expect(newPid).not.toBe(suspended.pid);
      expect(samePid).toBe(busy.pid);

      expect(isWaitedFor).toBe(true);
      process.kill(untimed.pid, 'SIGCONT');
      expect((await waiting).errors).toEqual([]);
      expect(await pidOf(untimed.host)).toBe(untimed.pid);
    } finally {
      await Promise.all([suspended, untimed, asked, busy].map(close));
    }
  },
  120_000,
);

test.concurrent(
  'a suspended host holds no command for longer than 10 s, and can be stopped',
  async () => {
    using workspace = createWorkspace({ plugins: ['./acme.js'], files: { 'acme.js': pluginSource('acme') } });
    await using watch = new WatchProcess(workspace.root);
    const { pid } = await watch.next('watching');
    await watch.next('graph');
    const pids = await watch.workerPids();
    const showProjects = () => runCli(['nx', 'show', 'projects'], { cwd: workspace.root });
    const shown = await showProjects();
    process.kill(pid, 'SIGSTOP');
    // What it has put on the disk is the answer without it.
    const startedAt = performance.now();
    expect(await showProjects()).toEqual(shown);
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_MS);
    const graph = await runCli(['graph', '--json', '--verbose'], { cwd: workspace.root });
    expect(graph.code).toBe(0);
    expect(graph.stderr).toContain(
      `The served plugin host of ${workspace.root} (pid ${pid}) does not answer.`,
    );
    const stop = await runCli(['stop'], { cwd: workspace.root });
    expect(stop).toMatchObject({ code: 0, stdout: `Stopped pid ${pid}.\n` });
    expect((await watch.ended).signal).toBe('SIGKILL');
    await waitUntilGone(pids, 10_000);
  },
  120_000,
);
