const { spawn } = require('node:child_process');
const { setTimeout: delay } = require('node:timers/promises');

const acts = {
  blocks: () => {
    for (;;);
  },
  exits: () => process.exit(3),
  throws: () => {
    throw new Error('thrown by the plugin');
  },
  'rejects unhandled': () => {
    void Promise.reject(new Error('nobody handles this'));
    return new Promise(() => undefined);
  },
  'floods stdout': () => process.stdout.write(`${'x'.repeat(99)}\n`.repeat(2048)),
  'starts a child': () => {
    spawn('sleep', ['60'], { stdio: 'ignore' });
  },
};

async function obey({ nxJsonConfiguration: { chaos } }) {
  await delay(chaos.delayMs);
  await acts[chaos.act]?.();
  return chaos.act === 'unserialisable' ? 1n : chaos.echo;
}

module.exports = {
  name: 'obeys',
  createNodes: [
    '**/x',
    async (files, _, context) => {
      const name = await obey(context);
      return files.map((file) => [file, { projects: { p: { name } } }]);
    },
  ],
  createDependencies: async (_, context) => [{ source: await obey(context), target: 'p', type: 'static' }],
  createMetadata: async (graph, _, context) => ({ p: { metadata: { echo: await obey(context) } } }),
  preTasksExecution: async (_, context) => {
    process.env.CHAOS_ECHO = await obey(context);
  },
  postTasksExecution: async (_, context) => {
    await obey(context);
  },
};
