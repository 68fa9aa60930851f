import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { waitUntil } from '../support/processes';
import { runProgram } from '../support/run-program';
import { Script } from '../support/run';
import { WatchProcess } from '../support/watch-process';

const examples = join(repositoryRoot, 'examples');
const PLUGIN = `exports.createNodesV2 = ['**/component.json', (files) => files.map((file) => {
  const root = require('node:path').dirname(file);
  return [file, { projects: { [root]: { name: root.split('/').pop() } } }];
})];`;

const newWorkspace = () => createWorkspace({ plugins: ['./plugin.js'], files: { 'plugin.js': PLUGIN } });

test('python: a worker is driven with the standard library alone', async () => {
  const cwd = join(examples, 'python');
  const printed = await runProgram('python3', ['drive.py'], { cwd });
  expect(printed.split('\n')).toEqual([
    'ready 3',
    "functions ['add']",
    'event adding [2, 3]',
    'add 5',
    'exit code 0',
    '',
  ]);
});

test('long-lived: events, a cancelled wait, and an end that leaves nothing', async () => {
  using workspace = newWorkspace();
  const cwd = join(examples, 'long-lived');
  // As tsc does it, which takes some seconds: `npm run typecheck:example` checks the types.
  const source = readFileSync(join(cwd, 'main.ts'), 'utf8');
  mkdirSync(join(cwd, 'dist'), { recursive: true });
  const { code: compiled } = transformSync(source, { loader: 'ts', format: 'cjs', target: 'node20' });
  writeFileSync(join(cwd, 'dist', 'main.js'), compiled);
  await using script = new Script([join(cwd, 'dist', 'main.js'), workspace.root], { cwd });
  await script.line('ask');
  script.child.stdin!.write('\n\n');
  await script.line('2');
  script.child.stdin!.end();
  const { code, stdout, stderr } = await script.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('cancelled: a newer question was asked\n');
  expect(stdout).toMatch(/^2 projects, 0 errors$/m);
  expect(stdout).toMatch(/all processes are gone\n$/);
});

test('editor: starts a host if none is served, and shows what a save has changed', async () => {
  using workspace = newWorkspace();
  await using editor = new Script([join(examples, 'editor', 'try.js'), workspace.root]);
  expect(await editor.line('projects')).toBe('one two');
  expect(editor.stdout).toMatch(/^status no host is served: started one$/m);
  workspace.write('libs/three/component.json', '{}');
  editor.child.stdin!.write('\n');
  const isShown = () => editor.stdout.endsWith('projects one three two\nstatus up to date\n');
  await waitUntil(isShown, 20_000, () => `three projects: ${editor.stdout}`);
  editor.child.stdin!.end();
  expect(await editor.ended).toMatchObject({ code: 0, stderr: '' });
});

test('editor: is a client of a host that is served', async () => {
  using workspace = newWorkspace();
  await using watch = new WatchProcess(workspace.root);
  await watch.next('graph');
  await using editor = new Script([join(examples, 'editor', 'try.js'), workspace.root], {
    cwd: workspace.root,
  });
  expect(await editor.line('projects')).toBe('one two');
  editor.child.stdin!.end();
  expect(await editor.ended).toMatchObject({ code: 0, stderr: '' });
  expect(editor.stdout).toMatch(/^status connected to the served host$/m);
});
