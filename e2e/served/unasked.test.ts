import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { waitUntil } from '../support/processes';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

test('who asks while watch computes unasked has that begun anew, and waits for one graph', async () => {
  const waits = `
    fs.appendFileSync('.nx/asked', 'x');
    while (fs.existsSync('.nx/wait')) await new Promise((resolve) => setTimeout(resolve, 10));`;
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': pluginSource('acme', { createNodes: waits }),
      '.gitignore': 'node_modules\n.nx\n',
      '.nx/asked': '',
    },
  });
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  workspace.write('.nx/wait', '');
  workspace.write('libs/three/component.json', '{}');
  const asked = () => workspace.read('.nx/asked').length;
  await waitUntil(
    () => asked() === 2,
    60_000,
    () => `asked ${asked()} times`,
  );
  const graph = runCli(['graph', '--json'], { cwd: workspace.root });
  await waitUntil(
    () => asked() === 3,
    60_000,
    () => `asked ${asked()} times`,
  );
  workspace.remove('.nx/wait');
  const { stdout } = await graph;
  expect(Object.keys((JSON.parse(stdout) as { graph: { nodes: object } }).graph.nodes)).toContain('three');
  expect(await watch.status()).toMatchObject({ graphCount: 2 });
}, 120_000);

test('a hook of an abandoned computation that blocks its worker for longer than an idle one may be silent has it not killed', async () => {
  const blocks = `
    if (fs.readFileSync('.nx/asked').length === 1) {
      fs.appendFileSync('.nx/asked', 'x');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 11_000);
    } else fs.appendFileSync('.nx/asked', 'x');`;
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: {
      'acme.js': pluginSource('acme', { createNodes: blocks }),
      '.gitignore': 'node_modules\n.nx\n',
      '.nx/asked': '',
    },
  });
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  const pids = await watch.workerPids();
  workspace.write('libs/three/component.json', '{}');
  const asked = () => workspace.read('.nx/asked').length;
  await waitUntil(
    () => asked() === 2,
    60_000,
    () => `asked ${asked()} times`,
  );
  expect(await runCli(['graph', '--json'], { cwd: workspace.root })).toMatchObject({ code: 0 });
  expect(asked()).toBe(3);
  expect(await watch.workerPids()).toEqual(pids);
}, 120_000);
