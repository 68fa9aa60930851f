import { nxJsonOf, createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns, waitUntil } from '../support/processes';
import { runCli, Script } from '../support/run';
import { pluginHostBin } from '../../tools/process/repository';

const DEPENDS = `return [{ source: 'one', target: 'two', type: 'implicit' }];`;

function workspaceWithHooks() {
  return createWorkspace({
    nxJson: nxJsonOf(['./plugins/a.js']),
    files: {
      'plugins/a.js': pluginSource('a', {
        createDependencies: DEPENDS,
        createMetadata: `return { two: { metadata: { owner: 'me' } } };`,
      }),
    },
  });
}

test('nodes: all hooks, with their times; paths are relative to the cwd, and names need no ./', async () => {
  using workspace = workspaceWithHooks();
  const all = await runCli(['nodes', 'plugins/a.js'], { cwd: workspace.root });
  expect(all.code).toBe(0);
  expect(all.stdout).toMatch(/^libs\/one\/component\.json\n {2}\{\n/);
  expect(all.stdout).toMatch(/^createNodes: 2 files in \S+ m?s, in one call, as nx does it/m);
  expect(all.stdout).toMatch(/^createDependencies: 1 dependency in \S+ m?s\n {2}one -> two \(implicit\)\n/m);
  expect(all.stdout).toMatch(
    /^createMetadata: 1 project in \S+ m?s\n {2}two\n {4}\{\n.*\n {8}"owner": "me"\n/ms,
  );
  const args = ['nodes', '../../plugins/a.js', 'component.json', '../two/component.json', '--each'];
  const each = await runCli(args, { cwd: workspace.path('libs', 'one') });
  expect(each.stdout.match(/^libs\/(one|two)\/component\.json \(\S+ m?s\)$/gm)).toHaveLength(2);
  expect(each.stdout).not.toContain('createDependencies');
}, 60_000);

test('nodes --watch shows what each edit changes, and ends by Ctrl-C', async () => {
  using workspace = workspaceWithHooks();
  await using watch = new Script([pluginHostBin, 'nodes', './plugins/a.js', '--watch'], {
    cwd: workspace.root,
  });
  const until = (text: string, stream: 'stdout' | 'stderr') =>
    waitUntil(
      () => watch[stream].includes(text),
      20_000,
      () => `${text} in ${watch.stdout}${watch.stderr}`,
    );
  await until('Waiting for edits', 'stderr');
  expect(watch.stdout).toContain('createMetadata: 1 project');
  const before = watch.stdout.length;
  workspace.write('plugins/a.js', workspace.read('plugins/a.js').replace("owner: 'me'", "owner: 'you'"));
  await until('"you"', 'stdout');
  expect(watch.stdout.slice(before)).toMatch(
    /^ {2}createMetadata of two\n {4}.*\n {6}.*\n- +"owner": "me"\n\+ +"owner": "you"\n(?: {2} +\}\n){2}$/,
  );
  watch.child.kill('SIGINT');
  expect(await watch.ended).toMatchObject({ code: 130 });
  await expectNothingRuns(workspace.root);
}, 60_000);
