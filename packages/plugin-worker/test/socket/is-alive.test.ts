import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive } from '../../src/socket/is-alive';

test('a process of one’s own, and one of whomever', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(1)).toBe(true);
});

test('a process that has ended', async () => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  expect(isAlive(child.pid!)).toBe(false);
});

test('what is no pid', () => {
  expect(isAlive(Number.NaN)).toBe(false);
});
