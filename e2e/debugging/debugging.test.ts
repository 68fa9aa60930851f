import { join } from 'node:path';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { commandLine, expectNothingRuns, killAll, waitUntil, waitUntilGone } from '../support/processes';
import { Script, runCli, runScript } from '../support/run';

const PLUGIN = './plugins/typed.ts';
/** Types and an enum, so that no line of what runs is where it is in the source. */
const SOURCE = `interface Component { root: string }

enum Kind { Library = 'library' }

export const name = 'typed';
export const createNodes = ['**/component.json', async (files: string[]) => {
  const components: Component[] = files.map((file) => ({ root: file.replace('/component.json', '') }));
  return components.map(({ root }, index) => [files[index], { projects: { [root]: { name: root, projectType: Kind.Library } } }]);
}];
`;
const STOP_LINE = 8;

const createTypedWorkspace = () =>
  createWorkspace({ plugins: [PLUGIN], files: { 'plugins/typed.ts': SOURCE } });

/** What the worker says of its debugger. */
async function announced(script: Script): Promise<{ url: string; pid: number; text: string }> {
  const sentence = /The debugger of plugin ".*" \(pid (\d+)\) listens on (ws:\/\/127\.0\.0\.1:\d+\/\S+) .*/;
  await waitUntil(
    () => sentence.test(script.stderr),
    40_000,
    () => `an address on stderr. stderr: ${script.stderr}`,
  );
  const [text, pid, url] = sentence.exec(script.stderr)!;
  return { text, pid: Number(pid), url };
}

function attach(url: string, ...options: string[]): Script {
  const program = join(__dirname, 'fixtures', 'debugger.js');
  return new Script([
    '--experimental-websocket',
    '--no-warnings',
    program,
    url,
    'typed.ts',
    String(STOP_LINE),
    ...options,
  ]);
}

function startCli(workspace: Workspace, args: string[], env: NodeJS.ProcessEnv = {}): Script {
  return new Script([pluginHostBin, ...args], { cwd: workspace.root, env });
}

/** Both would be long over while a debugger is attached. */
const SHORT_TIMEOUTS = { PLUGIN_HOST_LOAD_TIMEOUT_MS: '10', PLUGIN_HOST_TIMEOUT_MS: '10' };

describe('debugging', () => {
  test.each([
    ['--inspect-brk', ['graph', '--json', '--inspect-brk', PLUGIN], {}],
    ['PLUGIN_HOST_INSPECT_BRK', ['nodes', PLUGIN, '--json'], { PLUGIN_HOST_INSPECT_BRK: PLUGIN }],
  ])('%s: stops before the load, at a line of the .ts, and goes on without timers', async (_, args, env) => {
    using workspace = createTypedWorkspace();
    await using cli = startCli(workspace, args, { ...env, ...SHORT_TIMEOUTS });
    const { url, pid, text } = await announced(cli);
    expect(text).toContain(`"${PLUGIN}"`);
    expect(text).toContain('waits for it before it loads the plugin');
    expect(commandLine(pid)).toMatch(/ \.\/plugins\/typed\.ts$/);
    await using client = attach(url);
    const { code, stdout, stderr } = await cli.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toMatch(/Debugger listening|For help/);
    expect(JSON.stringify(JSON.parse(stdout))).toContain('library');
    await client.ended;
    expect(client.stdout.trim().split('\n')).toEqual([
      'attached',
      'stopped before the load',
      `stopped at typed.ts:${STOP_LINE} in createNodes`,
    ]);
    await expectNothingRuns(workspace.root);
  });

  test('--inspect of one of two plugins: nobody waits, and the other one has no inspector', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/a.js', './plugins/b.js'],
      files: { 'plugins/a.js': pluginSource('a'), 'plugins/b.js': pluginSource('b') },
    });
    const { code, stderr } = await runCli(['graph', '--inspect', './plugins/b.js'], { cwd: workspace.root });
    expect(code).toBe(0);
    expect(stderr.match(/listens on ws:/g)).toHaveLength(1);
    expect(stderr).toMatch(
      /The debugger of plugin "\.\/plugins\/b\.js" .* for an editor or chrome:\/\/inspect\./,
    );
  });

  test('inspect of createPluginHost; the script ends by itself', async () => {
    using workspace = createTypedWorkspace();
    const program = join(__dirname, 'fixtures', 'inspecting-host.js');
    const { code, stdout, stderr } = await runScript([program, workspace.root, PLUGIN]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'projects 2\n' });
    expect(stderr).toMatch(/^\[\.\/plugins\/typed\.ts\] The debugger of plugin .* listens on ws:/m);
    const refused = await runScript([program, workspace.root, 'nowhere']);
    expect(refused.stdout).toBe('refused PLUGIN_UNKNOWN\n');
    await expectNothingRuns(workspace.root);
  });

  test.each([
    ['--inspect', ['graph', '--inspect', 'nowhere'], {}],
    ['--inspect-brk', ['plugins', '--inspect-brk=nowhere'], {}],
    ['PLUGIN_HOST_INSPECT', ['nodes', PLUGIN], { PLUGIN_HOST_INSPECT: `${PLUGIN},nowhere` }],
  ])('%s of a plugin that nx.json does not list: exit code 2, and which it lists', async (_, args, env) => {
    using workspace = createTypedWorkspace();
    const { code, stdout, stderr } = await runCli(args, { cwd: workspace.root, env });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe(`error nx.json lists no plugin "nowhere". Name one that it lists: ${PLUGIN}.\n`);
  });

  test.each([
    ['waits for a debugger', false],
    ['is stopped at a breakpoint', true],
  ])('B11 the host is killed while the worker %s: it goes, too', async (_, isAttached) => {
    using workspace = createTypedWorkspace();
    await using cli = startCli(workspace, ['graph', '--inspect-brk', PLUGIN]);
    const { url, pid } = await announced(cli);
    await using client = isAttached ? attach(url, '--stay') : undefined;
    try {
      await client?.line('stopped at');
      cli.child.kill('SIGKILL');
      // Two seconds, times five.
      await waitUntilGone([pid], 10_000);
      await client?.ended;
    } finally {
      killAll([pid]);
    }
  });
});
