const { emitEvent } = require('@plugin-isolation/plugin-worker/worker');

exports.add = (a, b) => {
  emitEvent('adding', [a, b]);
  return a + b;
};
