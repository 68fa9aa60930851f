import { join } from 'node:path';
import { pluginHostBin, repositoryRoot } from '../../tools/process/repository';
import { waitUntilGone } from '../support/processes';
import { runScript } from '../support/run';

const ROWS = 36;
const COLUMNS = 100;

test('what `npm start` shows fits on one screen, and ends with its workers', async () => {
  const { code, stdout, stderr } = await runScript([join(repositoryRoot, 'tools/scripts/show-example.mjs')]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const lines = stdout.replaceAll(pluginHostBin, 'plugin-host.js').split('\n');
  expect(lines.length).toBeLessThanOrEqual(ROWS);
  expect(lines.filter((line) => line.length > COLUMNS)).toEqual([]);
  expect(stdout).toMatch(/^ {2}\[\.\/plugins\/chatty\/index\.ts\] I am loaded/m);
  expect(stdout).toMatch(/^ {2}catalog {2}naming +layer:domain +describe \(by labels-plugin\)$/m);

  const pids = [...stdout.matchAll(/^ {2}(\d+) {2}/gm)].map(([, pid]) => Number(pid));
  expect(pids).toHaveLength(3);
  await waitUntilGone(pids, 10_000);
});
