// One peer, measured in a process of its own: `node client.js PEER rpc|launch|eight|large`. Prints JSON.
const { readFileSync } = require('node:fs');

const [name, what] = process.argv.slice(2);
const peer = require(`./${name}`);

const WARM_UP = 3000;
const IN_TURN = 4000;
const AT_ONCE = 64;
const IN_ALL = 40_000;
const LARGE = { small: 5_000_000, large: 50_000_000 };

const measures = { rpc, launch, eight, large };

async function rpc() {
  const { call, stop } = await peer.launch();
  for (let done = 0; done < WARM_UP; done++) await call('add', done, 1);
  const roundTripUs = ((await inTurn(call)) * 1000) / IN_TURN;
  await atOnce(call, WARM_UP);
  const callsPerSecond = (IN_ALL / (await atOnce(call, IN_ALL))) * 1000;
  await stop();
  return { roundTripUs, callsPerSecond };
}

async function inTurn(call) {
  const startedAt = performance.now();
  for (let done = 0; done < IN_TURN; done++) await call('add', done, 1);
  return performance.now() - startedAt;
}

/** As many callers as there are calls at once, each of which waits for its answer. */
async function atOnce(call, inAll) {
  let left = inAll;
  const caller = async () => {
    while (left-- > 0) await call('add', left, 1);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  return performance.now() - startedAt;
}

async function launch() {
  const startedAt = performance.now();
  const { call, stop } = await peer.launch();
  await call('add', 1, 1);
  const launchMs = performance.now() - startedAt;
  const memoryMb = residentKb(await call('pid')) / 1024;
  await stop();
  return { launchMs, memoryMb };
}

function residentKb(pid) {
  return +/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1];
}

async function eight() {
  const startedAt = performance.now();
  const launched = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const worker = await peer.launch();
      await worker.call('add', 1, 1);
      return worker;
    }),
  );
  const eightMs = performance.now() - startedAt;
  await Promise.all(launched.map(({ stop }) => stop()));
  return { eightMs };
}

/** There and back, as a parameter and as a result. The longest time that this process's loop stands still, too. */
async function large() {
  const { call, stop } = await peer.launch();
  await call('add', 1, 1);
  const taken = {};
  for (const [size, length] of Object.entries(LARGE)) {
    const text = 'a'.repeat(length);
    taken[`${size}ParamsMs`] = await timed(() => call('length', text));
    taken[`${size}ResultMs`] = await timed(() => call('text', length));
  }
  await stop();
  return taken;
}

async function timed(run) {
  await run();
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

(async () => {
  await peer.prepare?.();
  const taken = await measures[what]();
  process.stdout.write(JSON.stringify(taken), () => process.exit());
})();
