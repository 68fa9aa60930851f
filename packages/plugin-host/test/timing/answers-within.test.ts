import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { answersWithin } from '../../src/timing/answers-within';

const never = () => new Promise(() => undefined);

describe('B23 answersWithin', () => {
  test('rejects where there is no answer in time, and says so', async () => {
    await expect(answersWithin(never(), 20)).rejects.toThrow('it did not answer within 0.02 s');
  });

  test('a host that was blocked itself does not blame the worker: the answer is there', async () => {
    const answered = once(spawn('echo', ['here']).stdout, 'data');
    const answering = answersWithin(answered, 50);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    await expect(answering).resolves.toEqual([Buffer.from('here\n')]);
  });

  test('rejects as the answer does, and has no limit where it is 0', async () => {
    const crash = () => Promise.reject(new Error('it has ended'));
    await expect(answersWithin(crash(), 0)).rejects.toThrow('it has ended');
    const late = () => new Promise((resolve) => setTimeout(resolve, 30));
    await expect(answersWithin(late(), 0)).resolves.toBeUndefined();
  });
});
