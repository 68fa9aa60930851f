const { fork } = require('node:child_process');
const { join } = require('node:path');

exports.launch = async () => {
  const child = fork(join(__dirname, 'fork-child.js'), { serialization: 'json' });
  const pending = new Map();
  let lastId = 0;
  child.on('message', ({ id, result }) => {
    pending.get(id)(result);
    pending.delete(id);
  });
  const call = (name, ...args) =>
    new Promise((resolve) => {
      pending.set(++lastId, resolve);
      child.send({ id: lastId, name, args });
    });
  return { call, stop: () => child.kill() };
};
