import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';
import { WatchProcess } from '../support/watch-process';

const speaks = pluginSource('acme', { load: `console.error('acme is loaded by', process.pid);` });

test('another environment is not served: the command computes by itself, and says in one line which variable differs', async () => {
  using workspace = createWorkspace({
    plugins: ['./acme.js'],
    files: { 'acme.js': speaks, 'plugin-host.json': '{ "reuse": "never" }' },
  });
  await using watch = new WatchProcess(workspace.root);
  const { pid } = await watch.next('watching');
  await watch.next('graph');
  const env = { ACME_MODE: 'its value', FORCE_COLOR: '1' };
  const graph = await runCli(['graph', '--json', '--verbose'], { cwd: workspace.root, env });
  expect(graph.code).toBe(0);
  expect(graph.stderr).toContain('its environment differs: ACME_MODE');
  expect(graph.stderr).toContain('acme is loaded by');
  const quiet = await runCli(['graph', '--json'], { cwd: workspace.root, env });
  const [line, ...rest] = quiet.stderr.split('\n');
  const sentence = `The host that \`plugin-host watch\` serves (pid ${pid}) is not used: its environment differs: ACME_MODE.`;
  expect(line).toBe(`\u001b[2m${sentence}\u001b[22m`);
  expect(rest.join('\n')).not.toContain('environment');
  expect(graph.stderr + quiet.stderr).not.toContain('its value');
  expect(JSON.parse(quiet.stdout)).toMatchObject({ errors: [] });
  expect((await watch.status()).graphCount).toBe(1);
}, 120_000);

test('variables that no plugin has read do not matter, until one reads them', async () => {
  const reads = (variable: string) =>
    pluginSource('acme', { load: `console.error('loaded by', process.pid, process.env['${variable}']);` });
  using workspace = createWorkspace({ plugins: ['./acme.js'], files: { 'acme.js': reads('ACME_MODE') } });
  await using watch = new WatchProcess(workspace.root);
  const { pid } = await watch.next('watching');
  await watch.next('graph');
  const env = { RUN_NUMBER: '7' };
  const run = (...words: string[]) => runCli(words, { cwd: workspace.root, env });
  const served = await run('graph', '--json', '--verbose');
  expect(served.stderr).toContain('The graph is asked of the host that `plugin-host watch` serves.');
  expect(JSON.parse(served.stdout)).toMatchObject({ errors: [] });
  expect((await run('nx', 'show', 'projects')).stdout).toBe('one\ntwo\n');
  expect((await watch.status()).hooks).toMatchObject([{ isReused: true }]);
  // The host knows what is read now when it has the graph.
  workspace.write('acme.js', reads('RUN_NUMBER'));
  const refused = await run('graph', '--json');
  expect(refused.stderr).toContain(`(pid ${pid}) is not used: its environment differs: RUN_NUMBER.`);
  expect(refused.stderr).toMatch(/loaded by \d+ 7\n/);
  expect((await run('nx', 'show', 'projects')).stdout).toBe('one\ntwo\n');
}, 120_000);

test('a variable that is first read for an answer matters to that answer, for graph and for nx', async () => {
  // Nobody is told of an ignored file, so the host runs the hook when it is asked.
  const createNodes = `
    if (fs.readFileSync('ignored.txt', 'utf8') === 'on') console.error('run', process.env.RUN_NUMBER);`;
  const files = { 'acme.js': pluginSource('acme', { createNodes }), 'ignored.txt': '' };
  const ignore = { '.gitignore': 'node_modules\n.nx\nignored.txt\n' };
  for (const words of [
    ['graph', '--json'],
    ['exec', '--verbose', '--', 'nx', 'show', 'projects'],
  ]) {
    using workspace = createWorkspace({ plugins: ['./acme.js'], files: { ...files, ...ignore } });
    await using watch = new WatchProcess(workspace.root);
    await watch.next('graph');
    workspace.write('ignored.txt', 'on');
    const { code, stdout, stderr } = await runCli(words, { cwd: workspace.root, env: { RUN_NUMBER: '7' } });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/run 7\n/) as string });
    expect(stderr).toContain('RUN_NUMBER');
    expect(stdout).toContain('one');
  }
}, 120_000);
