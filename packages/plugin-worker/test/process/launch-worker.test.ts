import { launchWorker, type WorkerEvent } from '../support/built-package';
import { fixtures, rejectionOf } from '../support/launch-fixture';

interface Fixture {
  add(a: number, b: number): number;
  fail(): Promise<never>;
  answer: number;
}

it('launchWorker serves the functions of any module, and its events', async () => {
  const events: WorkerEvent[] = [];
  const onEvent = (event: WorkerEvent) => events.push(event);
  const worker = await launchWorker<Fixture>({ module: './module-with-events', root: fixtures, onEvent });
  expect(await worker.api.add(2, 3)).toBe(5);
  expect(events).toEqual([{ name: 'adding', payload: { a: 2, b: 3 } }]);
  expect(await rejectionOf(worker.api.fail())).toMatchObject({ name: 'RangeError', message: 'no' });
  expect(Object.keys(worker.api)).toEqual(['add', 'fail']);
  await worker.stop();
});
