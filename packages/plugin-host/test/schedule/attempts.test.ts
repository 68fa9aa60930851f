import { Attempts } from '../../src/schedule/attempts';
import { defer, nextTurn } from '../support/deferred';

/** Each attempt ends when it is told to, and is numbered. */
function createAttempts(isSteady: () => boolean = () => true) {
  const attempts: { signal: AbortSignal; end: (error?: Error) => void }[] = [];
  const compute = (signal: AbortSignal) => {
    const { promise, resolve, reject } = defer<number>();
    const number = attempts.length + 1;
    attempts.push({ signal, end: (error) => (error ? reject(error) : resolve(number)) });
    return promise;
  };
  return { runner: new Attempts('/ws', compute, isSteady), attempts };
}

test('an answer of a configuration that changed meanwhile is thrown away', async () => {
  const steady = [false, true];
  const { runner, attempts } = createAttempts(() => steady.shift()!);
  const answer = runner.run();
  attempts[0].end();
  await nextTurn();
  attempts[1].end();
  expect(await answer).toBe(2);
});

test('a configuration that changes each time ends with an error, after five attempts', async () => {
  const { runner, attempts } = createAttempts(() => false);
  const answer = runner.run();
  const refused = expect(answer).rejects.toMatchObject({ code: 'CONFIGURATION_INVALID' });
  for (let attempt = 0; attempt < 5; attempt++) {
    attempts[attempt].end();
    await nextTurn();
  }
  await refused;
  expect(attempts).toHaveLength(5);
});

test('what is out of date is begun again, twice at most', async () => {
  const { runner, attempts } = createAttempts();
  expect(runner.invalidate()).toBe(false);
  const answer = runner.run();
  for (const attempt of [0, 1]) {
    expect(runner.invalidate()).toBe(true);
    expect(attempts[attempt].signal.aborted).toBe(true);
    attempts[attempt].end(new Error('what an aborted hook threw'));
    await nextTurn();
  }
  expect(runner.invalidate()).toBe(false);
  expect(runner.isRunning).toBe(true);
  attempts[2].end();
  expect(await answer).toBe(3);
  expect(runner.isRunning).toBe(false);
});

test('an answer that came although it was out of date is no answer', async () => {
  const { runner, attempts } = createAttempts();
  const answer = runner.run();
  runner.invalidate();
  attempts[0].end();
  await nextTurn();
  attempts[1].end();
  expect(await answer).toBe(2);
});

test('a failure of an attempt that is not out of date is the answer', async () => {
  const { runner, attempts } = createAttempts();
  const answer = runner.run();
  attempts[0].end(new Error('nx gave no graph'));
  await expect(answer).rejects.toThrow('nx gave no graph');
});

test('at the end, what runs and what is asked for later rejects with the reason', async () => {
  const { runner, attempts } = createAttempts();
  const answer = runner.run();
  const reason = new Error('the host was closed');
  runner.end(reason);
  attempts[0].end();
  await expect(answer).rejects.toBe(reason);
  await expect(runner.run()).rejects.toBe(reason);
  expect(attempts).toHaveLength(1);
});
