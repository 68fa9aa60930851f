import { repositoryRoot } from '../../tools/process/repository';
import { runScript } from '../support/run';

const fuzz = (...args: string[]) =>
  runScript(['tools/run.js', 'tools/fuzz/main.ts', ...args], { cwd: repositoryRoot });

const TARGETS = [
  'framing',
  'messages',
  'host-connection',
  'worker-connection',
  'unauthenticated-peers',
  'socket',
  'lifeline',
];

test('B25 10,000 random and mutated lines: no crash, no hang, memory bounded', async () => {
  const { code, stdout, stderr } = await fuzz('--lines', '10000', '--seed', '25');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const target of TARGETS) expect(stdout).toMatch(new RegExp(`^${target} +[\\d,]+ lines`, 'm'));
  expect(stdout).toMatch(/^10,000 lines: no crash, no hang; memory \d+ MB before, \d+ MB after$/m);
});

test('the fuzz runner says how it is used', async () => {
  expect(await fuzz('--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--seed') as string,
  });
  const wrong = await fuzz('--target', 'nonsense');
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('targets: framing') as string });
});
