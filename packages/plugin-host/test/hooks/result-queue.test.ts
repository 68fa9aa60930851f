import { ResultQueue } from '../../src/hooks/result-queue';
import { defer, nextTurn, type Deferred } from '../support/deferred';

function passAll(queue: ResultQueue, work: Deferred<string>[]) {
  const order: string[] = [];
  const taken = work.map(({ promise }) =>
    queue.pass(promise).then(
      (value) => order.push(value),
      (error: Error) => order.push(error.message),
    ),
  );
  return { order, all: Promise.all(taken) };
}

describe('B30 ResultQueue', () => {
  test('results pass in the order in which they were announced, however long each took', async () => {
    const [a, b, c] = [defer<string>(), defer<string>(), defer<string>()];
    const { order, all } = passAll(new ResultQueue(), [a, b, c]);
    c.resolve('c');
    b.resolve('b');
    await nextTurn();
    expect(order).toEqual([]);
    a.resolve('a');
    await all;
    expect(order).toEqual(['a', 'b', 'c']);
  });

  test('a failure passes in its turn, as it is, and holds nobody up', async () => {
    const [a, b, c] = [defer<string>(), defer<string>(), defer<string>()];
    const { order, all } = passAll(new ResultQueue(), [a, b, c]);
    c.resolve('c');
    b.reject(new Error('b failed'));
    a.resolve('a');
    await all;
    expect(order).toEqual(['a', 'b failed', 'c']);
  });

  test('the next one passes only after everybody who awaited the one before has taken it', async () => {
    const queue = new ResultQueue();
    const order: string[] = [];
    const first = queue.pass(Promise.resolve('first'));
    const second = queue.pass(Promise.resolve('second')).then((value) => order.push(value));
    const later = async () => {
      const value = await first;
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      order.push(value);
    };
    await Promise.all([later(), second]);
    expect(order).toEqual(['first', 'second']);
  });
});
