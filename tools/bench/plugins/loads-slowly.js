const LOAD_MS = 4000;
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOAD_MS);
module.exports = { name: 'loads-slowly' };
