import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { pluginHostBin } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { runCli } from '../support/run';

/** Puts what bash would put in place of the last word, after its own ends of words, in one line. */
const COMPLETE = `
source script.bash
complete -p plugin-host > /dev/null || exit 1
COMP_LINE=$LINE COMP_POINT=\${#LINE}
_plugin_host
echo "\${COMPREPLY[@]}"`;

function complete(root: string, line: string): string {
  const env = { PATH: `${root}:${process.env['PATH']}`, LINE: line };
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', COMPLETE], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return stdout.trim() + stderr;
}

test('bash completes commands, options, plugins of nx.json and files', async () => {
  using workspace = createWorkspace({
    plugins: ['@nx/vite/plugin', { plugin: '@nx/jest/plugin' }, './tools/a.ts'],
  });
  const { code, stdout } = await runCli(['completion', 'bash']);
  expect(code).toBe(0);
  workspace.write('script.bash', stdout);
  symlinkSync(pluginHostBin, workspace.path('plugin-host'));
  const at = (line: string) => complete(workspace.root, line);
  expect(at('plugin-host gr')).toBe('graph');
  expect(at('plugin-host s')).toBe('status stop');
  expect(at('plugin-host graph --pro')).toBe('--profile');
  expect(at('plugin-host graph --profile ./t')).toBe('./tools/a.ts');
  // Bash has taken the @ for the end of a word.
  expect(at('plugin-host nodes @nx/v')).toBe('nx/vite/plugin');
  expect(at('plugin-host nodes --inspect @nx/j')).toBe('nx/jest/plugin');
  expect(at('plugin-host graph --file nx.')).toBe('nx.json');
  expect(at('plugin-host graph --root li')).toBe('libs');
  expect(at('plugin-host completion f')).toBe('fish');
}, 60_000);

test.each(['zsh', 'fish'])('completion %s names each command and option', async (shell) => {
  const { code, stdout } = await runCli(['completion', shell]);
  expect(code).toBe(0);
  for (const word of ['graph', 'nodes', 'completion', 'compare', 'each']) expect(stdout).toContain(word);
});

test.each([
  [['grph'], /Did you mean graph\?/],
  [['graph', '--explan'], /Did you mean --explain\?/],
  [['nodes', '@nx/vit/plugin'], /Did you mean "@nx\/vite\/plugin"\? Name one that it lists/],
  [['graph', '--profile', 'jest'], /Did you mean "@nx\/jest\/plugin"\?/],
  [['graph', '--profile', 'nowhere'], /^error nx\.json lists no plugin "nowhere"\. Name one that it lists: /],
])('%j: what may be meant is said', async (args, words) => {
  using workspace = createWorkspace({ plugins: ['@nx/vite/plugin', '@nx/jest/plugin'] });
  const { code, stderr } = await runCli(args, { cwd: workspace.root });
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
