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
  expect(Object.keys(worker.api)).toEqual(['add', 'fail', 'emit']);
  await worker.stop();
});

it('without a type argument, functions take anything and give something unknown', async () => {
  await using worker = await launchWorker({ module: './module-with-events', root: fixtures });
  expect(await worker.api.add(2, 3)).toBe(5);
});

it('errors call it a module, in their text and as their kind', async () => {
  const error = await rejectionOf(launchWorker({ module: './throws-on-load', root: fixtures }));
  expect(error).toMatchObject({ code: 'PLUGIN_LOAD_FAILED', kind: 'module', hook: 'load' });
  expect(error.message).toMatch(/^The module "\.\/throws-on-load" could not be loaded: .* Fix the module; /);
  expect((await rejectionOf(launchWorker({ module: './gone', root: fixtures }))).message).toMatch(
    /^The module "\.\/gone" can't be resolved/,
  );
});

it('emitEvent refuses what is no name, and what JSON can not carry', async () => {
  await using worker = await launchWorker({ module: './module-with-events', root: fixtures });
  const emit = (...args: unknown[]) => rejectionOf(worker.api.emit(...args));
  const refused = { name: 'ArgumentsError', code: 'ARGUMENTS_INVALID' };
  expect(await emit('name')).toMatchObject({ ...refused, argument: 'name' });
  expect(await emit('payload')).toMatchObject({ ...refused, argument: 'payload' });
});
