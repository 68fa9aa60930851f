const { join } = require('node:path');

let Tinypool;
exports.prepare = async () => ({ Tinypool } = await import('tinypool'));

exports.launch = async () => {
  const filename = join(__dirname, 'tinypool-child.mjs');
  const options = {
    filename,
    runtime: 'child_process',
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: 64,
  };
  const pool = new Tinypool(options);
  return { call: (name, ...args) => pool.run({ name, args }), stop: () => pool.destroy() };
};
