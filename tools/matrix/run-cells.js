// Loads the plugin of each cell that stdin names, in this version of node, and prints a line of JSON for each.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { launchPluginWorker } = require('@plugin-isolation/plugin-worker');

const AT_ONCE = 2;
const EXTENSIONS = { commonjs: '.ts', module: '.ts', mts: '.mts', cts: '.cts' };
const context = { workspaceRoot: '/', nxJsonConfiguration: {} };

async function complaint(root, { loader, format, feature }) {
  const file = join(root, 'plugins', format, `plugin-${feature}${EXTENSIONS[format]}`);
  const logs = [];
  const isOne = !loader.includes(' ');
  const worker = await launchPluginWorker({
    plugin: file,
    root,
    onLog: ({ line }) => logs.push(line),
    ...(isOne && { loader: { kinds: [loader] } }),
    env: { NX_PREFER_NODE_STRIP_TYPES: loader === 'strip first' ? 'true' : undefined },
  });
  try {
    if (isOne && worker.loader.kind !== loader) return `loaded by ${worker.loader.kind}`;
    const { p } = await worker.plugin.createMetadata({}, context);
    const proof = p.metadata.proof.replace(/[<>!]/g, '');
    if (proof !== feature) return `its proof is ${proof}`;
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes(`new Error('here')`)) + 1;
    const { stack } = await worker.plugin.createDependencies(context).catch((error) => error);
    if (!stack.includes(`${file}:${line}:`)) return `its stack does not point to line ${line}: ${stack}`;
    return logs.length > 0 ? `it printed ${logs.join('\n')}` : undefined;
  } finally {
    await worker.stop();
  }
}

async function runAll({ root, cells }) {
  const waiting = cells.values();
  const runOneAfterTheOther = async () => {
    for (const cell of waiting) {
      const error = await complaint(root, cell).catch((caught) => caught.message);
      console.log(JSON.stringify({ ...cell, error }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runOneAfterTheOther));
}

void runAll(JSON.parse(readFileSync(0, 'utf8')));
