import { repositoryRoot } from '../../tools/process/repository';
import { runScript } from '../support/run';

test('a day of changes with a watch running: the graph of a fresh nx run, and the workers that have to be there', async () => {
  const args = ['tools/run.js', 'tools/days-work/main.ts', '--changes', '6', '--projects', '8'];
  const { code, stdout, stderr } = await runScript(args, { cwd: repositoryRoot });
  expect({ code, stderr, isWhole: stdout.includes('nothing is violated') }).toEqual({
    code: 0,
    stderr: '',
    isWhole: true,
  });
}, 300_000);
