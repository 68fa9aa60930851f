import { keepLine, LastGraph } from '../../src/client/last-graph';
import { answerWith, type GraphAnswer } from '../../src/host/graph-answer';
import type { HostApi } from '../../src/host/host-api';
import type { ComputedGraph } from '../../src/schedule/compute-graph';

const nodes = { one: { name: 'one', type: 'lib', data: { root: 'libs/one', tags: ['x'.repeat(70_000)] } } };
const createGraph = () => ({ nodes, dependencies: {} }) as unknown as ComputedGraph['graph'];

/** A host whose graph this is, behind a connection. */
function createHost(graph: ComputedGraph['graph']) {
  const state = { graph, isReused: false, totalMs: 0 };
  const sent: GraphAnswer[] = [];
  const computeProjectGraph: HostApi['computeProjectGraph'] = (_asked, known) => {
    const { graph, isReused, totalMs } = state;
    const computed = {
      graph,
      sourceMaps: {},
      errors: [],
      timings: { startedAt: 0, totalMs, hooks: [], loads: [] },
      isReused,
    };
    const line = Buffer.from(JSON.stringify({ id: 1, result: answerWith(computed, known) }));
    const { result } = JSON.parse(line.toString()) as { result: GraphAnswer };
    keepLine(result, line);
    sent.push(result);
    return Promise.resolve(result);
  };
  return { state, sent, api: { computeProjectGraph } as HostApi };
}

const asked = { processMs: 0 } as never;

test('a graph that is the same is not sent again, and is none that the caller has changed', async () => {
  const { state, sent, api } = createHost(createGraph());
  const last = new LastGraph();
  const first = await last.ask(api, asked);
  expect(first).toEqual({ ...first, graph: createGraph(), isReused: false });
  expect(Object.keys(first)).not.toContain('id');
  first.graph.nodes = {};
  Object.assign(state, { isReused: true, totalMs: 7 });
  const second = await last.ask(api, asked);
  expect(sent[1]).toEqual({ isSame: true, timings: { startedAt: 0, totalMs: 7, hooks: [], loads: [] } });
  expect(second).toEqual({
    ...first,
    graph: createGraph(),
    isReused: true,
    timings: { startedAt: 0, totalMs: 7, hooks: [], loads: [] },
  });
  second.graph.nodes = {};
  expect((await last.ask(api, asked)).graph).toEqual(createGraph());
});

test('another graph is sent, and so is one of another host, or to another client', async () => {
  const { state, sent, api } = createHost(createGraph());
  const last = new LastGraph();
  await last.ask(api, asked);
  state.isReused = true;
  state.graph = createGraph();
  await last.ask(api, asked);
  const other = createHost(createGraph());
  other.state.isReused = true;
  await last.ask(other.api, asked);
  await new LastGraph().ask(api, asked);
  expect([...sent, ...other.sent].map((answer) => 'graph' in answer)).toEqual([true, true, true, true]);
});
