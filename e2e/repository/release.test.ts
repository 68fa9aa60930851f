import { repositoryRoot } from '../../tools/process/repository';
import { runCli } from '../support/run';

const NEXT = '7.0.0';

test('nx release would set one version in both packages, and tag it', async () => {
  const args = ['nx', 'release', NEXT, '--dry-run', '--skip-publish', '--verbose'];
  const { code, stdout, stderr } = await runCli(args, { cwd: repositoryRoot, env: { NO_COLOR: '1' } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.any(String) as string });

  const added = stdout.split('\n').filter((line) => line.startsWith('+ '));
  expect(added).toEqual([
    `+   "version": "${NEXT}",`,
    `+   "version": "${NEXT}",`,
    `+     "@plugin-isolation/plugin-worker": "${NEXT}",`,
  ]);
  expect(stdout).toMatch(new RegExp(`git tag .*v${NEXT}`));
});
