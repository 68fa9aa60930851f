import { describeProgress } from '../../src/cli/progress-text';

const now = 100_000;
const work = (plugin: string, hook: string, ms: number) => ({ plugin, hook, since: now - ms });
const describe = (columns: number, ...all: ReturnType<typeof work>[]) =>
  describeProgress({
    ...{ work: all, otherwise: 'computing the project graph', elapsedMs: 3200, columns, now },
    childCommandOf: (plugin) => (plugin === 'slow' ? 'pnpm --version' : undefined),
  });

test('nobody is at work', () => {
  expect(describe(80)).toBe('3 s: computing the project graph');
});

test('those who take longest come first, with what they have started', () => {
  expect(describe(120, work('quick', 'createNodes', 300), work('slow', 'load', 3000))).toBe(
    '3 s: slow (load, 3.0 s, runs pnpm --version), quick (createNodes, 0.3 s)',
  );
});

test('those for whom there is no room are counted', () => {
  const names = ['a', 'b', 'c', 'd'].map((name) => work(`@acme/${name}`, 'load', 500));
  expect(describe(50, ...names)).toBe('3 s: @acme/a (load, 0.5 s) and 3 more');
  expect(describe(30, work('@acme/a', 'createNodes', 700), ...names)).toBe('3 s: @acme/a (load, 0.5 s)');
});
