import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { expectNothingRuns } from '../support/processes';
import { Script } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'returning-host.js');
/** 200 ms, times five. */
const AT_ONCE_MS = 1000;

interface Result {
  projects: number;
  pids: number[];
  alive: number[];
  idleMs: number;
}

test('B10 the parent exits by itself, with live workers, without process.exit', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js', './plugins/b.js'],
    // A plugin that would keep its own process alive for ever.
    files: {
      'plugins/a.js': pluginSource('a', { load: 'setInterval(() => undefined, 1000);' }),
      'plugins/b.js': pluginSource('b'),
    },
  });
  await using script = new Script([hostScript, workspace.root]);
  expect(await script.ended).toMatchObject({ code: 0, signal: null });
  const { projects, pids, alive, idleMs } = JSON.parse(await script.line('result')) as Result;
  expect(projects).toBe(2);
  expect(pids).toHaveLength(2);
  expect(alive).toEqual(pids);
  expect(idleMs).toBeLessThan(AT_ONCE_MS);
  await expectNothingRuns(workspace.root);
});
