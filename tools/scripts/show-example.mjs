import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

const command = join(root, 'packages/plugin-host/bin/plugin-host.js');
const { createPluginHost } = createRequire(command)('@plugin-isolation/plugin-host');
const workspace = join(root, 'examples/workspace');

const printed = [];
const host = await createPluginHost({ root: workspace, onLog: (line) => printed.push(line) });
const { graph, sourceMaps, errors, timings } = await host.computeProjectGraph();
if (errors.length > 0) throw new AggregateError(errors.map(({ error }) => error));
const plugins = await host.status();

console.log(`
The Nx workspace ${relative(root, workspace)} lists ${plugins.length} plugins. Each runs in a node process of its own:

${table(['pid', 'memory', 'plugin, as in nx.json', 'loaded by', 'creates'], plugins.map(describePlugin))}
What a plugin prints is shown at once, with its name before it. One line of ${printed.length}:

  ${printed.map(({ plugin, line }) => `[${plugin}] ${line}`)[0]}

The workspace's own nx merges what they give into the project graph. This took ${(timings.totalMs / 1000).toFixed(1)} s:

${table(['project', 'depends on', 'tags', 'targets'], Object.values(graph.nodes).map(describeProject))}
This process (pid ${process.pid}) has loaded neither a plugin nor nx. When it exits, all the others exit.

Now try your own workspace (Nx 20 to 24). The packages are not published yet: run this clone there.
These commands show its plugins and processes, run any nx command on them, and follow changes:

  cd YOUR_WORKSPACE
  node ${command} plugins
  node ${command} nx show projects
  node ${command} watch

README.md says how to install it there, and how to do from a script what this page does.`);

function describePlugin({ plugin, pid, rssBytes, loader, capabilities }) {
  const memory = rssBytes === undefined ? '?' : `${Math.round(rssBytes / 1024 ** 2)} MiB`;
  const creates = Object.keys(capabilities).map((hook) => hook.replace('create', '').toLowerCase());
  return [`${pid}`, memory, plugin, loader.kind, creates.join(', ')];
}

function describeProject({ name, data }) {
  const targets = Object.keys(data.targets).map((target) => {
    const [, plugin] = sourceMaps[data.root][`targets.${target}`];
    return `${target} (by ${plugin})`;
  });
  const dependencies = graph.dependencies[name].map(({ target }) => target);
  return [name, dependencies.join(', '), data.tags.join(', '), targets.join(', ')];
}

function table(head, rows) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
  const format = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ');
  return [head, ...rows].map((row) => `  ${format(row).trimEnd()}\n`).join('');
}
