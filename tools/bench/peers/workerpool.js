const { join } = require('node:path');
const { pool } = require('workerpool');

exports.launch = async () => {
  const workers = pool(join(__dirname, 'workerpool-child.js'), { workerType: 'process', maxWorkers: 1 });
  return { call: (name, ...args) => workers.exec(name, args), stop: () => workers.terminate(true) };
};
