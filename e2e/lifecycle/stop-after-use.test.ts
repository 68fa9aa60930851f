import { createPluginHost, type PluginHostEvents } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { waitUntil } from '../support/processes';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

/** Waits in a hook until the worker of `brief` has been there and is gone. */
const WAITS = `
  const isGone = () => {
    if (!fs.existsSync('pid-of-brief')) return false;
    try { process.kill(Number(fs.readFileSync('pid-of-brief', 'utf8')), 0); return false; } catch { return true; }
  };
  for (const deadline = Date.now() + 20_000; !isGone(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() > deadline) throw new Error('the worker of the other plugin is still there');`;

const brief = pluginSource('brief', {
  createNodes: `fs.writeFileSync('pid-of-brief.tmp', String(process.pid)); fs.renameSync('pid-of-brief.tmp', 'pid-of-brief');`,
});

test('B15 where asked for, a worker is let go after its last hook, and comes back when it is needed; the others stay', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/brief.js', './plugins/stays.js'],
    files: {
      'plugins/brief.js': brief,
      'plugins/stays.js': pluginSource('stays', { createMetadata: WAITS }),
      'plugin-host.json': JSON.stringify({
        reuse: 'never',
        plugins: { './plugins/brief.js': { stopAfterUse: true } },
      }),
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const events: string[] = [];
  host.on('worker', ({ type, plugin, generation }: PluginHostEvents['worker'][0]) => {
    if (type !== 'starting') events.push(`${plugin} ${generation} ${type}`);
  });
  const first = await host.computeProjectGraph();
  const second = await host.computeProjectGraph();
  expect([first.errors, second.errors]).toEqual([[], []]);
  expect(second.graph).toEqual(first.graph);
  expect(first.graph.nodes['one'].data['targets']).toMatchObject({ brief: {}, stays: {} });
  const ofBrief = ['1 stopped', '2 ready', '2 stopped'].map((event) => `./plugins/brief.js ${event}`);
  await waitUntil(
    () => events.includes(ofBrief[2]),
    5000,
    () => `the second stop: ${events.join(', ')}`,
  );
  expect(events.filter((event) => event.includes('brief')).slice(-3)).toEqual(ofBrief);
  expect(events.filter((event) => / (crashed|failed)$/.test(event))).toEqual([]);
  const [again, stays] = await host.status();
  expect([again.generation, stays.generation]).toEqual([3, 1]);
});

test('B15 a command that computes one graph and ends lets a worker go when its hooks are done, though an earlier plugin is still at work', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/slow.js', './plugins/brief.js'],
    files: { 'plugins/slow.js': pluginSource('slow', { createNodes: WAITS }), 'plugins/brief.js': brief },
  });
  expect(await runCli(['graph'], { cwd: workspace.root })).toMatchObject({ code: 0 });
  workspace.remove('pid-of-brief');
  workspace.write(
    'plugin-host.json',
    '{ "reuse": "never", "stopAfterUse": false, "timeouts": { "hookMs": 2000 } }',
  );
  const { code, stderr } = await runCli(['graph'], { cwd: workspace.root });
  expect({ code, stderr }).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('within 2000 ms') as string,
  });
});
