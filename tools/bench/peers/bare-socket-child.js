const { connect } = require('node:net');
const functions = require('./echo');
const { readLines } = require('./lines');

const socket = connect(process.argv[2]);
readLines(socket, ({ id, name, args }) =>
  socket.write(`${JSON.stringify({ id, result: functions[name](...args) })}\n`),
);
