import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../tools/nx-parity/case';
import { compareRuns, PluginLines } from '../../tools/nx-parity/compare-runs';
import { runCase } from '../../tools/nx-parity/run-case';
import { runSide, type Side } from '../../tools/nx-parity/sides';
import { WorkspaceCopy } from '../../tools/nx-parity/workspace-copy';
import { createWorkspace } from '../support/create-workspace';

/** Loaded before nx: says whether a task is there already when nx makes what counts the processes of tasks. */
const SAYS_WHEN = `
const Module = require('node:module');
const { load } = Module.prototype;
Module.prototype.load = function (filename) {
  load.call(this, filename);
  if (!/tasks-runner.process-metrics-service\\.js$/.test(filename)) return;
  const { getProcessMetricsService } = this.exports;
  let isMade = false;
  this.exports.getProcessMetricsService = () => {
    if (!isMade) console.error(/running-tasks/.test(new Error().stack) ? 'made with a task' : 'made before');
    isMade = true;
    return getProcessMetricsService();
  };
};`;

/** Plain nx prints the same without processes of its plugins, in half the time. Ours has workers all the same. */
const env = { NX_ISOLATE_PLUGINS: 'false' };

/** For every command, and for other workspaces: `npm run nx-parity`. */
describe('plain nx and ours, from the same state of a workspace on', () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-host-e2e-')));
  const plugins = new PluginLines();
  let copy: WorkspaceCopy;

  beforeAll(() => {
    using workspace = createWorkspace();
    copy = new WorkspaceCopy(workspace.root, directory);
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

  async function compare(steps: Step[]) {
    const [{ differences, ours }] = await runCase(copy, { name: '', isCold: true, steps }, plugins);
    return { differences, ending: ours.ending, printed: ours.stdout };
  }

  test('B80 graph --print: the same bytes', async () => {
    const { differences, ending, printed } = await compare([{ nx: 'graph --print', env }]);
    expect(differences).toEqual([]);
    expect(ending).toBe(0);
    expect(printed).toContain('"sample-four"');
  }, 240_000);

  test('B81 each side reads what the other has put into the cache, and prints the same', async () => {
    copy.restore(true);
    const run = (side: Side, project: string) =>
      runSide(side, copy.root, { args: ['run', `sample-${project}:sample-build`], env });
    const hits = '[local cache]';
    const hitsIn = ({ stdout }: { stdout: string }) => stdout.split(hits).length - 1;
    await run('plain', 'one');
    expect(hitsIn(await run('ours', 'three'))).toBe(1);
    const plain = await run('plain', 'three');
    expect(hitsIn(plain)).toBe(3);
    expect(compareRuns(plain, await run('ours', 'three'), plugins)).toEqual([]);
  }, 240_000);

  test('B82 a file is deleted that only the pattern of a plugin knew of: the same is affected', async () => {
    const change = (root: string) => rmSync(join(root, 'samples/four/sample.json'));
    const { differences, printed } = await compare([{ change }, { nx: 'show projects --affected', env }]);
    expect(differences).toEqual([]);
    expect(printed).toContain('sample-one');
  }, 240_000);

  // Made with the first task, it keeps nx busy while the task ends: Nx 22 then lost what the task had printed.
  test('B80 what counts the processes of tasks is made before the first task, as in plain nx', async () => {
    copy.restore(true);
    const file = join(directory, 'says-when.js');
    writeFileSync(file, SAYS_WHEN);
    const call = { args: ['run', 'sample-one:sample-build'], env: { NODE_OPTIONS: `--require=${file}` } };
    const { stdout, stderr } = await runSide('ours', copy.root, call);
    expect(stdout).toContain('built one');
    expect(stderr.trim()).toBe('made before');
  }, 240_000);
});
