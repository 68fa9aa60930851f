import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { Script } from '../support/run';
import { waitUntil } from '../support/processes';
import { pluginHostBin } from '../../tools/process/repository';

const LOG_LINES = 2000;
const LOG_LINE = 'x'.repeat(100);
const RESULT_BYTES = 1024 * 1024;

test('B42 200 KiB of log and 1 MiB of JSON arrive complete, though nobody reads them until the logs are there', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/loud.js'],
    files: {
      'plugins/loud.js': pluginSource('loud', {
        createMetadata: `for (let i = 0; i < ${LOG_LINES}; i++) console.log(i + ' ${LOG_LINE}');
          return { one: { metadata: { text: 'y'.repeat(${RESULT_BYTES}) } } };`,
      }),
    },
  });
  await using script = new Script([pluginHostBin, 'graph', '--json'], { cwd: workspace.root });
  script.child.stdout!.pause();
  const count = () => script.stderr.split('\n').filter((line) => line.endsWith(LOG_LINE)).length;
  await waitUntil(
    () => count() === LOG_LINES,
    30_000,
    () => `${LOG_LINES} lines; there are ${count()}`,
  );
  script.child.stdout!.resume();
  const { code, stdout } = await script.ended;
  expect(code).toBe(0);
  const { graph } = JSON.parse(stdout) as {
    graph: { nodes: Record<string, { data: { metadata: { text: string } } }> };
  };
  expect(graph.nodes['one'].data.metadata.text).toHaveLength(RESULT_BYTES);
});
