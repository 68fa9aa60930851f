import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createPluginHost } from '@plugin-isolation/plugin-host';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { testInTerminal } from '../support/in-terminal';
import { pluginSource } from '../support/plugin-source';
import { waitUntil } from '../support/processes';
import { Script } from '../support/run';

/** Waits, as long as nobody has made the file `go`. */
const UNTIL_TOLD = `while (!require('node:fs').existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 10));`;
const WITHIN_MS = 5 * 2000;

function workspaceWith(files: Record<string, string>) {
  return createWorkspace({ plugins: Object.keys(files).map((file) => `./${file}`), files });
}

test.each(['graph', 'graph --json', 'plugins'])(
  'B44 %s: a slow load is named while it lasts, on stderr',
  async (command) => {
    using workspace = workspaceWith({
      'plugins/slow.mjs': `
        import { existsSync } from 'node:fs';
        while (!existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 10));
        export const createMetadata = () => ({});`,
      'plugins/quick.js': pluginSource('quick'),
    });
    await using cli = new Script([pluginHostBin, ...command.split(' ')], { cwd: workspace.root });
    const named = /^Still at work: \.\/plugins\/slow\.mjs \(load, \d\.\d s\)\.$/m;
    await waitUntil(
      () => named.test(cli.stderr),
      WITHIN_MS,
      () => `named, in ${cli.stderr}`,
    );
    workspace.write('go', '');
    const { code, stdout } = await cli.ended;
    expect(code).toBe(0);
    expect(stdout).not.toContain('Still at work');
  },
);

test('B44 a slow hook is named while it lasts, to who uses the library', async () => {
  using workspace = workspaceWith({
    'plugins/slow.js': pluginSource('slow', { createDependencies: `${UNTIL_TOLD} return [];` }),
  });
  await using host = await createPluginHost({ root: workspace.root });
  const heard: string[] = [];
  host.on('waiting', (sentence) => heard.push(sentence));
  const computed = host.computeProjectGraph();
  const isNamed = () =>
    heard.some((sentence) => /: \.\/plugins\/slow\.js \(createDependencies, \d\.\d s\)\.$/.test(sentence));
  await waitUntil(isNamed, WITHIN_MS, () => `named, in ${heard.join('\n')}`);
  workspace.write('go', '');
  expect((await computed).errors).toEqual([]);
});

testInTerminal('B44 a terminal shows one spinner: ours', async () => {
  using workspace = workspaceWith({
    // Nx's spinner has a text as soon as one plugin is done.
    'plugins/quick.js': pluginSource('quick'),
    'plugins/slow.js': pluginSource('slow', { createNodes: UNTIL_TOLD }),
  });
  const command = `stty cols 120; exec ${process.execPath} ${pluginHostBin} graph --root ${workspace.root}`;
  const terminal = spawn('script', ['-qec', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Nx shows none where it takes the terminal for a machine's.
    env: { PATH: process.env['PATH'], TERM: 'xterm' },
  });
  let shown = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const ended = once(terminal, 'close');
  try {
    // Nx's comes after half a second of that hook, ours names it after a whole one.
    const isNamed = () => /\.\/plugins\/slow\.js \(createNodes, \d\.\d s\)/.test(shown);
    await waitUntil(isNamed, 2 * WITHIN_MS, () => `named, in ${shown.slice(-500)}`);
  } finally {
    workspace.write('go', '');
  }
  expect(await ended).toEqual([0, null]);
  expect(shown).not.toContain('Creating project graph nodes');
});

testInTerminal('B44 a plugin that waits for a program says for which', async () => {
  const wait = `childProcess.execSync('while [ ! -e go ]; do sleep 0.05; done');`;
  using workspace = workspaceWith({ 'plugins/slow.js': pluginSource('slow', { load: wait }) });
  await using cli = new Script([pluginHostBin, 'graph'], { cwd: workspace.root });
  const named = /^\.\/plugins\/slow\.js runs while \[ ! -e go \]; do sleep/m;
  await waitUntil(
    () => named.test(cli.stderr),
    WITHIN_MS,
    () => `named, in ${cli.stderr}`,
  );
  workspace.write('go', '');
  expect(await cli.ended).toMatchObject({ code: 0 });
});
