const functions = require('./echo');

process.on('message', ({ id, name, args }) => process.send({ id, result: functions[name](...args) }));
