// A host with an idle worker, one that blocks, and one that has a child of its own. Killed from outside.
const { join } = require('node:path');
const { launchPluginWorker } = require('@plugin-isolation/plugin-worker');

const plugin = join(__dirname, 'plugins', 'obeys.js');

async function launch(act) {
  const worker = await launchPluginWorker({ plugin, root: __dirname, onLog: () => undefined });
  const chaos = { act, echo: act, delayMs: 0 };
  if (act) await worker.plugin.postTasksExecution({ workspaceRoot: '/', nxJsonConfiguration: { chaos } });
}

console.log('launching');
for (const act of [undefined, 'blocks', 'starts a child']) void launch(act);
setInterval(() => undefined, 1000);
