import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { Script } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'two-graphs-host.js');

interface Answer {
  nodes: string[];
  errors: unknown[];
  workers: { plugin: string; pid: number; generation: number }[];
}

test('B15 stays alive while the parent does: two graphs in a row, same pids', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js', './plugins/b.js'],
    files: { 'plugins/a.js': pluginSource('a'), 'plugins/b.js': pluginSource('b') },
  });
  await using script = new Script([hostScript, workspace.root]);
  expect(await script.ended).toMatchObject({ code: 0 });
  const first = JSON.parse(await script.line('first')) as Answer;
  const second = JSON.parse(await script.line('second')) as Answer;
  expect(first).toMatchObject({ nodes: expect.arrayContaining(['one', 'two']) as string[], errors: [] });
  expect(first.workers.map(({ generation }) => generation)).toEqual([1, 1]);
  expect(new Set(first.workers.map(({ pid }) => pid)).size).toBe(2);
  expect(second).toEqual(first);
});
