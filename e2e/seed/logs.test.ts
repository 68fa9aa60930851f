import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, runScript } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'quiet-host.js');

/** Prints to both streams, past node's own stream objects, and from a child that shares the descriptors. */
function printing(hook: string): string {
  return `
    console.log('${hook} on stdout'); console.error('${hook} on stderr');
    fs.writeSync(1, '${hook} on descriptor 1\\n'); fs.writeSync(2, '${hook} on descriptor 2\\n');
    childProcess.spawnSync('echo', ['${hook} from a child'], { stdio: ['ignore', 1, 2] });`;
}

const HOOKS = ['load', 'createNodes', 'createDependencies', 'createMetadata'];
const PLACES = ['on stdout', 'on stderr', 'on descriptor 1', 'on descriptor 2', 'from a child'];
const EXPECTED_LINES = HOOKS.flatMap((hook) =>
  PLACES.map((place) => `[./plugins/noisy.js] ${hook} ${place}`),
);

function createNoisyWorkspace() {
  const statements = Object.fromEntries(HOOKS.map((hook) => [hook, printing(hook)]));
  return createWorkspace({
    plugins: ['./plugins/noisy.js'],
    files: { 'plugins/noisy.js': pluginSource('noisy', statements) },
  });
}

function attributed(stderr: string): string[] {
  return stderr.split('\n').filter((line) => line.startsWith('[./plugins/noisy.js] '));
}

describe('B40 B41 logs are visible without a log file', () => {
  test('on the stderr of a host script, with the plugin before each line; its stdout stays clean', async () => {
    using workspace = createNoisyWorkspace();
    const { code, stdout, stderr } = await runScript([hostScript, workspace.root]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'two projects\n' });
    expect(attributed(stderr).sort()).toEqual([...EXPECTED_LINES].sort());
  });

  test('on the stderr of the command line; stdout has the summary alone', async () => {
    using workspace = createNoisyWorkspace();
    const { code, stdout, stderr } = await runCli(['graph'], { cwd: workspace.root });
    expect(code).toBe(0);
    expect(attributed(stderr).sort()).toEqual([...EXPECTED_LINES].sort());
    expect(stdout).toMatch(/^Project graph of .*: 2 projects/);
    expect(stdout).not.toMatch(/on (stdout|stderr|descriptor)|from a child/);
  });

  test('with --json, stdout is that JSON and nothing else', async () => {
    using workspace = createNoisyWorkspace();
    const file = workspace.path('graph.json');
    const { code, stdout, stderr } = await runCli(['graph', '--json', '--file', file], {
      cwd: workspace.root,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(attributed(stderr).sort()).toEqual([...EXPECTED_LINES].sort());
  });

  test('lines of one stream stay in order, also the last one before a crash', async () => {
    const createNodes = `for (let i = 0; i < 2000; i++) console.log('line ' + i); process.exit(3);`;
    using workspace = createWorkspace({
      plugins: ['./plugins/noisy.js'],
      files: { 'plugins/noisy.js': pluginSource('noisy', { createNodes }) },
    });
    const { code, stderr } = await runCli(['graph'], { cwd: workspace.root });
    expect(code).toBe(1);
    expect(attributed(stderr)).toEqual(
      Array.from({ length: 2000 }, (_, i) => `[./plugins/noisy.js] line ${i}`),
    );
  });

  test('B14 a host that is closed says nothing of it, nor do its workers', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js', './plugins/b.js'],
      files: { 'plugins/a.js': pluginSource('a'), 'plugins/b.js': pluginSource('b') },
    });
    const closing = `
      const host = await require('@plugin-isolation/plugin-host').createPluginHost({ root: ${JSON.stringify(workspace.root)} });
      await host.computeProjectGraph();
      await host.close();`;
    const ending = await runScript(['-e', `(async () => {${closing}})()`]);
    expect(ending).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
  });
});
