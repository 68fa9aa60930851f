import { compareVariant, disagreementOf, type Outcome } from '../../tools/configurations/compare-variant';
import { VARIANTS } from '../../tools/configurations/variants';

/** Each was refused here once, or taken, when nx did the other; `npm run configurations` compares all. */
const SELECTED = [
  'nx.json: a list',
  'nx.json: with a byte order mark',
  'extends: null',
  'plugins: include null',
];

test.each(SELECTED)('configured as nx takes it or refuses it: %s', async (name) => {
  const variant = VARIANTS.find((it) => it.name === name)!;
  expect(await compareVariant(variant)).not.toHaveProperty('disagreement');
});

test('what counts as a disagreement', () => {
  const outcome = (kind: Outcome['kind'], ...projects: string[]): Outcome => ({
    kind,
    message: '',
    graph: { nodes: Object.fromEntries(projects.map((name) => [name, {}])) },
  });
  const works = outcome('works', 'one');
  expect(disagreementOf(works, works)).toBeUndefined();
  expect(disagreementOf(outcome('refused'), outcome('partial', 'one'))).toBeUndefined();
  expect(disagreementOf(works, outcome('works', 'two'))).toMatch('the graphs differ at $["nodes"]["one"]');
  expect(disagreementOf(works, outcome('refused'))).toBe('nx takes it');
  expect(disagreementOf(outcome('refused'), works)).toBe('nx refuses it, ours takes it');
  expect(disagreementOf(outcome('refused'), outcome('failed'))).toBe('ours fails without a sentence');
});
