// The limit: a process at the other end of a unix socket, JSON lines, and nothing that a library needs.
const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const { rmSync } = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { readLines } = require('./lines');

exports.launch = async (options) => {
  const address = join(tmpdir(), `bench-${randomBytes(6).toString('hex')}`);
  const server = createServer();
  await new Promise((resolve) => server.listen(address, resolve));
  const child = spawn(process.execPath, [join(__dirname, 'bare-socket-child.js'), address], {
    stdio: 'inherit',
    ...options,
  });
  const socket = await new Promise((resolve) => server.once('connection', resolve));
  server.close();
  rmSync(address, { force: true });
  const pending = new Map();
  let lastId = 0;
  readLines(socket, ({ id, result }) => {
    pending.get(id)(result);
    pending.delete(id);
  });
  const call = (name, ...args) =>
    new Promise((resolve) => {
      pending.set(++lastId, resolve);
      socket.write(`${JSON.stringify({ id: lastId, name, args })}\n`);
    });
  return { call, stop: () => child.kill() };
};
