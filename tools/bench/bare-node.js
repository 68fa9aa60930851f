// What a worker is compared with: a node that only waits. With "thread" it first starts a watchdog thread, as one could
// instead.
const { readFileSync } = require('node:fs');
const { Worker } = require('node:worker_threads');

function report(threadMs) {
  const text = readFileSync('/proc/self/smaps_rollup', 'utf8');
  const kilobytes = (name) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)[1]);
  const own = kilobytes('Private_Clean') + kilobytes('Private_Dirty');
  console.log(JSON.stringify({ rss: kilobytes('Rss'), own, threadMs }));
  setInterval(() => undefined, 1000);
}

if (process.argv[2] === 'thread') {
  const startedAt = performance.now();
  const watchdog = 'setInterval(() => undefined, 100)';
  new Worker(watchdog, { eval: true }).once('online', () => report(performance.now() - startedAt));
} else {
  report();
}
