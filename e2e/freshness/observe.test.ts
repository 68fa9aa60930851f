import { runObserve } from '../../tools/observe/run-observe';

it('plugins that read in every way: no result is the answer again when it is another one now', async () => {
  const violations: string[] = [];
  const onViolation = (what: string) => void violations.push(what);
  const { edits, reused } = await runObserve({ rounds: 1, seed: 102, plugins: 7, edits: 2, onViolation });
  expect(violations).toEqual([]);
  expect(edits).toBe(2);
  expect(Object.keys(reused).length).toBeGreaterThan(4);
}, 120_000);
