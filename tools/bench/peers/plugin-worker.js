const { join } = require('node:path');
const { launchWorker } = require('@plugin-isolation/plugin-worker');

exports.launch = async () => {
  const worker = await launchWorker({ module: join(__dirname, 'echo.js'), root: __dirname });
  return { call: (name, ...args) => worker.api[name](...args), stop: () => worker.stop() };
};
