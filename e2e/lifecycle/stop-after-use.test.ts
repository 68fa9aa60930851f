import { createPluginHost, type PluginHostEvents } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { waitUntil } from '../support/processes';
import { pluginSource } from '../support/plugin-source';

/** Says who runs, and waits in its last hook until the other worker is gone. */
const WAITS = `
  const other = Number(fs.readFileSync('pid-of-brief', 'utf8'));
  for (const deadline = Date.now() + 10_000; ; ) {
    try { process.kill(other, 0); } catch { break; }
    if (Date.now() > deadline) throw new Error('the worker of the other plugin is still there');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }`;

test('B15 where asked for, a worker is let go after its last hook, and comes back when it is needed; the others stay', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/brief.js', './plugins/stays.js'],
    files: {
      'plugins/brief.js': pluginSource('brief', {
        createNodes: `fs.writeFileSync('pid-of-brief', String(process.pid));`,
      }),
      'plugins/stays.js': pluginSource('stays', { createMetadata: WAITS }),
      'plugin-host.json': JSON.stringify({ plugins: { './plugins/brief.js': { stopAfterUse: true } } }),
    },
  });
  await using host = await createPluginHost({ root: workspace.root });
  const events: string[] = [];
  host.on('worker', ({ type, entry, generation }: PluginHostEvents['worker'][0]) => {
    if (type !== 'starting') events.push(`${entry} ${generation} ${type}`);
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
  const [brief, stays] = await host.status();
  expect([brief.generation, stays.generation]).toEqual([3, 1]);
});
