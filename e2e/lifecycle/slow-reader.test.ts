import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { pluginHostBin } from '../../tools/process/repository';

const LOG_LINES = 2000;
const LOG_LINE = 'x'.repeat(100);
const RESULT_BYTES = 1024 * 1024;
const PAUSE_MS = 100;

/** What fits into the pipe, then a pause, and so on. */
async function readSlowly(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    text += chunk as string;
    await delay(PAUSE_MS);
  }
  return text;
}

test('B42 200 KiB of log and 1 MiB of JSON arrive complete at a slow reader', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/loud.js'],
    files: {
      'plugins/loud.js': pluginSource('loud', {
        createMetadata: `for (let i = 0; i < ${LOG_LINES}; i++) console.log(i + ' ${LOG_LINE}');
          return { one: { metadata: { text: 'y'.repeat(${RESULT_BYTES}) } } };`,
      }),
    },
  });
  const child = spawn(process.execPath, [pluginHostBin, 'graph', '--json'], {
    cwd: workspace.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [child.stdout, child.stderr].map(readSlowly);
  expect((await once(child, 'exit'))[0]).toBe(0);
  const lines = (await stderr).split('\n').filter((line) => line.endsWith(LOG_LINE));
  expect(lines).toEqual(
    Array.from({ length: LOG_LINES }, (_, index) => `[./plugins/loud.js] ${index} ${LOG_LINE}`),
  );
  const { graph } = JSON.parse(await stdout) as {
    graph: { nodes: Record<string, { data: { metadata: { text: string } } }> };
  };
  expect(graph.nodes['one'].data.metadata.text).toHaveLength(RESULT_BYTES);
});
