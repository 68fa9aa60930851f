import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { waitUntil } from '../support/processes';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

/** A workspace whose plugin notes in an ignored file that it is asked, and then does `more`. */
function createAsked(more: string) {
  const workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': pluginSource('acme', { createNodes: `fs.appendFileSync('.nx/asked', 'x');${more}` }),
      '.gitignore': 'node_modules\n.nx\n',
      '.nx/asked': '',
    },
  });
  const count = () => workspace.read('.nx/asked').length;
  const isAsked = (times: number) =>
    waitUntil(
      () => count() === times,
      60_000,
      () => `asked ${count()} times, not ${times}`,
    );
  return { ...workspace, isAsked };
}

const waitsForRemoval = `
    await new Promise((resolve) => {
      const watcher = fs.watch('.nx', () => look());
      const look = () => fs.existsSync('.nx/wait') || (watcher.close(), resolve());
      look();
    });`;

test('who asks after a change, while watch computes unasked, has that begun again, and waits for one graph', async () => {
  using workspace = createAsked(waitsForRemoval);
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  workspace.write('.nx/wait', '');
  workspace.write('libs/three/component.json', '{}');
  await workspace.isAsked(2);
  workspace.write('libs/four/component.json', '{}');
  const graph = runCli(['graph', '--json'], { cwd: workspace.root });
  await workspace.isAsked(3);
  workspace.remove('.nx/wait');
  const { stdout } = await graph;
  expect(Object.keys((JSON.parse(stdout) as { graph: { nodes: object } }).graph.nodes)).toContain('four');
  expect(await watch.status()).toMatchObject({ graphCount: 2 });
}, 120_000);

test('a file that changes while a graph is computed for a client: that is begun again, and the client gets the newer', async () => {
  const readsFirst = `
    const tags = [fs.readFileSync('libs/one/component.json', 'utf8')];
    ${waitsForRemoval}
    return [['libs/one/component.json', { projects: { 'libs/one': { name: 'one', tags } } }]];`;
  using workspace = createAsked(readsFirst);
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  workspace.write('.nx/wait', '');
  const graph = runCli(['graph', '--json'], { cwd: workspace.root });
  await workspace.isAsked(2);
  workspace.write('libs/one/component.json', '{ "a": 1 }');
  await workspace.isAsked(3);
  workspace.remove('.nx/wait');
  const { stdout } = await graph;
  const { nodes } = (JSON.parse(stdout) as { graph: { nodes: Record<string, { data: object }> } }).graph;
  expect(nodes['one'].data).toMatchObject({ tags: ['{ "a": 1 }'] });
  expect(await watch.status()).toMatchObject({ graphCount: 2 });
}, 120_000);
