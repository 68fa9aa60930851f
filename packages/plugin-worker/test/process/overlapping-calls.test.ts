import { context, graph, launchFixture } from '../support/launch-fixture';

it('B24 fifty overlapping calls that a worker answers in reverse order each get their own answer', async () => {
  const { worker, plugin } = await launchFixture('answers-in-reverse');
  const names = Array.from({ length: 50 }, (_, index) => `call ${index}`);
  const settled: string[] = [];
  const calls = names.map(async (name) => {
    const result = await plugin.createMetadata!(graph(name), context);
    settled.push(name);
    return Object.keys(result);
  });
  expect(await Promise.all(calls)).toEqual(names.map((name) => [name]));
  expect(settled).toEqual([...names].reverse());
  await worker.stop();
});
