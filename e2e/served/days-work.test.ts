import { repositoryRoot } from '../../tools/process/repository';
import { runScript } from '../support/run';

// By hand: npm run days-work, with the plugins of Nx's packages, and nx's own processes for them.
test('a day of changes with a watch running: the graph of a fresh nx run, and the workers that have to be there', async () => {
  const options = ['--changes', '6', '--projects', '8', '--local-plugins-only'];
  const { code, stdout, stderr } = await runScript(['tools/run.js', 'tools/days-work/main.ts', ...options], {
    cwd: repositoryRoot,
    env: { NX_ISOLATE_PLUGINS: 'false' },
  });
  expect({ code, stderr, isWhole: stdout.includes('nothing is violated') }).toEqual({
    code: 0,
    stderr: '',
    isWhole: true,
  });
}, 300_000);
