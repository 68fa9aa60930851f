// Loads a plugin as a plugin worker of the workspace's nx does, with nx's own modules, and prints a line of JSON.
// Usage: node load-by-nx.js ROOT FILE
const { existsSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');

const [root, file] = process.argv.slice(2);
const directory = dirname(createRequire(join(root, 'package.json')).resolve('nx/package.json'));
const nx = ['dist/src', 'src'].map((name) => join(directory, name)).find((name) => existsSync(name));
const fromNx = (name) => require(join(nx, 'project-graph', 'plugins', name));

async function load() {
  process.chdir(root);
  global.NX_GRAPH_CREATION = true;
  global.NX_PLUGIN_WORKER = true;
  const { loadResolvedNxPluginAsync } = fromNx('load-resolved-plugin');
  fromNx('transpiler').registerPluginTSTranspiler();
  const plugin = await loadResolvedNxPluginAsync(file, file, file, 0);
  const context = { workspaceRoot: root, nxJsonConfiguration: {} };
  const { p } = await plugin.createMetadata({ nodes: {}, dependencies: {} }, context);
  return { proof: p.metadata.proof };
}

load()
  .catch((error) => ({ error: String(error?.message ?? error) }))
  // Exits by itself: nx leaves timers and connections behind.
  .then((outcome) => process.stdout.write(`\noutcome ${JSON.stringify(outcome)}\n`, () => process.exit(0)));
