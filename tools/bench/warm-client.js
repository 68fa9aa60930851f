// Asks one side for graphs, as its parent says: `node warm-client.js ours|served|nx`, in the workspace.
const { createRequire } = require('node:module');

const sides = {
  async ours() {
    const { createPluginHost } = require('@plugin-isolation/plugin-host');
    const host = await createPluginHost();
    return async () => (await host.computeProjectGraph()).graph;
  },
  async served() {
    const { connectPluginHost } = require('@plugin-isolation/plugin-host');
    const host = await connectPluginHost();
    return async () => (await host.computeProjectGraph()).graph;
  },
  async nx() {
    const { createProjectGraphAsync } = createRequire(`${process.cwd()}/package.json`)('@nx/devkit');
    return createProjectGraphAsync;
  },
};

const side = sides[process.argv[2]]();

/** Until the answer has, or no longer has, that edge. */
async function askFor({ source, target, isThere }) {
  const compute = await side;
  for (let asks = 1; ; asks++) {
    const graph = await compute();
    const edges = graph.dependencies[source] ?? [];
    if (edges.some((edge) => edge.target === target) === isThere) return { graph, asks };
  }
}

process.on('message', async ({ sendsGraph, ...edge }) => {
  const { graph, asks } = await askFor(edge);
  process.send(sendsGraph ? { asks, graph } : { asks });
});
process.on('disconnect', () => process.exit());
