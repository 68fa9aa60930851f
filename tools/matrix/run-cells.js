// Loads the plugin of each cell that stdin names, in this version of node, and prints a line of JSON for each.
const { readFileSync } = require('node:fs');
const { launchPluginWorker } = require('@plugin-isolation/plugin-worker');

const AT_ONCE = 2;
const context = { workspaceRoot: '/', nxJsonConfiguration: {} };

async function outcomeOf(root, { loader, feature, file, variables }) {
  const logs = [];
  const isOne = !loader.includes(' ');
  const worker = await launchPluginWorker({
    plugin: file,
    root,
    onLog: ({ line }) => logs.push(line),
    ...(isOne && { loader: { kinds: [loader] } }),
    env: { NX_PREFER_NODE_STRIP_TYPES: undefined, NX_PREFER_TS_NODE: undefined, ...variables },
  });
  try {
    if (isOne && worker.loader.kind !== loader) return { error: `loaded by ${worker.loader.kind}` };
    const { p } = await worker.plugin.createMetadata({}, context);
    const { proof } = p.metadata;
    if (!proof.replace(/[<>!]/g, '').startsWith(feature)) return { error: `its proof is ${proof}` };
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes(`new Error('here')`)) + 1;
    const { stack } = await worker.plugin.createDependencies(context).catch((error) => error);
    if (!stack.includes(`${file}:${line}:`))
      return { error: `its stack does not point to line ${line}: ${stack}` };
    return logs.length > 0 ? { error: `it printed ${logs.join('\n')}` } : { proof };
  } finally {
    await worker.stop();
  }
}

async function runAll({ root, cells }) {
  const waiting = cells.values();
  const runOneAfterTheOther = async () => {
    for (const { file, variables, ...cell } of waiting) {
      const outcome = await outcomeOf(root, { ...cell, file, variables }).catch(({ message }) => ({
        error: message,
      }));
      console.log(JSON.stringify({ ...cell, ...outcome }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runOneAfterTheOther));
}

void runAll(JSON.parse(readFileSync(0, 'utf8')));
