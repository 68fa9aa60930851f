import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostApi } from '../../src/host/host-api';
import { answerOthers } from '../../src/host/other-environments';
import { variablesThatMatter } from '../../src/host/variables-that-matter';

type Plugin = Parameters<typeof variablesThatMatter>[1][number];

const variable = (of: string): Input => ({ kind: 'variable', of, seen: '' });

interface Of {
  reuse?: string;
  kept?: Input[] | null;
  memory?: Input[];
  files?: string;
}

/** A plugin whose results depend on these inputs; `null`: nothing of it is known. */
const plugin = ({ reuse = 'observed', kept = [], memory = [], files }: Of) =>
  ({
    launch: { reuse },
    results: { kept: kept ? { inputs: kept, files } : undefined, memory: { inputs: memory } },
  }) as unknown as Plugin;

const NAMES = ['ACME_MODE', 'RUN_NUMBER', 'NX_BASE'];

test.each<[string, Of, string[]]>([
  ['reads none', {}, ['NX_BASE']],
  ['has read one', { kept: [variable('ACME_MODE')] }, ['ACME_MODE', 'NX_BASE']],
  ['has a worker that has read one', { memory: [variable('ACME_MODE')] }, ['ACME_MODE', 'NX_BASE']],
  ['has read all', { kept: [{ kind: 'environment', of: '', seen: '' }] }, NAMES],
  ['nobody knows', { kept: null }, NAMES],
  ['does what can not be seen', { reuse: 'index', files: 'digest' }, NAMES],
  ['runs each time', { reuse: 'never' }, NAMES],
  ['is taken not to depend on any', { reuse: 'always', files: 'digest' }, ['NX_BASE']],
])('of a plugin that %s', (_, of, expected) =>
  expect(variablesThatMatter(NAMES, [plugin({}), plugin(of)])).toEqual(expected),
);

describe('a client with other variables', () => {
  const create = (read: () => string[]) => {
    const api = {
      computeProjectGraph: jest.fn(() => Promise.resolve('graph')),
      runHook: jest.fn(),
    };
    const matter = (names: string[]) => names.filter((name) => read().includes(name));
    return { ...api, others: answerOthers(api as unknown as HostApi, matter) };
  };

  test('is answered if none of them matters, also after the answer', async () => {
    const { others, computeProjectGraph } = create(() => []);
    const asked = { startedAtMs: 1 };
    expect(await others.answerOther(['A'], 'computeProjectGraph', [asked])).toEqual({ answer: 'graph' });
    expect(computeProjectGraph.mock.calls).toEqual([[asked]]);
    const read: string[] = [];
    const late = create(() => read);
    late.computeProjectGraph.mockImplementation(() => {
      read.push('A');
      return Promise.resolve('of A');
    });
    expect(await late.others.answerOther(['A', 'B'], 'computeProjectGraph', [])).toEqual({
      variables: ['A'],
    });
  });

  test('is told which ones matter, and nothing runs for it', async () => {
    const { others, computeProjectGraph } = create(() => ['A']);
    expect(await others.variablesThatMatter(['A', 'B'])).toEqual(['A']);
    expect(await others.answerOther(['A', 'B'], 'computeProjectGraph', [])).toEqual({ variables: ['A'] });
    expect(computeProjectGraph).not.toHaveBeenCalled();
  });

  test('has no single hook run for it', async () => {
    const { others, runHook } = create(() => []);
    expect(await others.answerOther(['A'], 'runHook', [])).toEqual({ variables: ['A'] });
    expect(runHook).not.toHaveBeenCalled();
  });
});
