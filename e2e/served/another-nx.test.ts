import { createWorkspace } from '../support/create-workspace';
import { installNextNx } from '../support/next-nx';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

test('another nx under a watch: it says so, commands compute by themselves, and the next watch is right', async () => {
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: { 'acme.js': pluginSource('acme') },
    modules: 'own',
  });
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  installNextNx(workspace);
  const failed = await watch.after(() => workspace.write('libs/three/component.json', '{}'), 'failed');
  expect(failed.code).toBe('NX_CHANGED');
  expect(failed.message).toContain(`${workspace.root} has another nx (23.99.0)`);

  const graph = await runCli(['graph', '--json', '--verbose'], { cwd: workspace.root });
  expect(graph.code).toBe(0);
  const { nodes } = (JSON.parse(graph.stdout) as { graph: { nodes: object } }).graph;
  expect(Object.keys(nodes)).toContain('three');
  expect(graph.stderr).toMatch(/it loaded nx \d+\.\d+\.\d+ of /);

  expect(await runCli(['stop'], { cwd: workspace.root })).toMatchObject({ code: 0 });
  expect(await watch.ended).toMatchObject({ code: 0 });
  await using next = new WatchProcess(workspace.root);
  expect(await next.next('watching')).toMatchObject({ nx: '23.99.0' });
  expect(await next.next('graph')).toMatchObject({ projects: 3, errors: [] });
}, 120_000);
