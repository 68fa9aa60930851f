import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runScript } from '../support/run';

function runChaos(...args: string[]) {
  return runScript([join('tools', 'run.js'), join('tools', 'chaos', 'main.ts'), ...args], {
    cwd: repositoryRoot,
  });
}

async function expectNothingViolated(...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await runChaos(...args);
  expect({ code, stdout, stderr }).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing is violated') as string,
    stderr: '',
  });
}

// Each of two workers meets each of the twelve faults.
test('B24 B25 overlapping calls to workers that meet every fault all end with their own result or a typed error', () =>
  expectNothingViolated('--calls', '300', '--faults', '24', '--workers', '2'));

test('B12 B13 workers that are started and stopped, or killed, leave nothing', () =>
  expectNothingViolated('--soak', '8'));

test('B11 hosts of three workers that are killed at random moments leave nothing', () =>
  expectNothingViolated('--kill-host', '3'));

test('an unknown option is a sentence and exit code 2', async () => {
  const { code, stdout, stderr } = await runChaos('--cals', '5');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^Unknown option '--cals'/);
});
