// A host that launches workers and says, as one line of JSON, what that took. It is killed from outside.
const childProcess = require('node:child_process');
const { readFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const MANY = 10;
const spawned = [];
const { spawn } = childProcess;
childProcess.spawn = (...args) => {
  const startedAt = performance.now();
  const child = spawn(...args);
  spawned.push({ pid: child.pid, file: args[0], spawnMs: performance.now() - startedAt });
  return child;
};

const { launchPluginWorker } = require('@plugin-isolation/plugin-worker');
const options = (plugin) => ({ plugin: `./plugins/${plugin}.js`, root: __dirname, onLog: () => undefined });

async function timedLaunch() {
  const startedAt = performance.now();
  const worker = await launchPluginWorker(options('does-nothing'));
  return { worker, ms: performance.now() - startedAt };
}

async function launchOneThatBlocks() {
  let hasBegun;
  const begun = new Promise((resolve) => (hasBegun = resolve));
  const worker = await launchPluginWorker({ ...options('misbehaves'), onLog: () => hasBegun() });
  void worker.plugin.postTasksExecution({ workspaceRoot: '/', nxJsonConfiguration: { act: 'blocks' } });
  await begun;
  return worker.pid;
}

function memoryOf(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = (name) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)[1]);
  const own = kilobytes('Private_Clean') + kilobytes('Private_Dirty');
  return { rss: kilobytes('Rss'), share: kilobytes('Pss'), own };
}

function heapBytes() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function main() {
  const first = await timedLaunch();
  const later = await timedLaunch();
  const shell = spawned.find(({ file }) => file === '/bin/sh');
  const before = heapBytes();
  for (let nth = 0; nth < MANY; nth++) await timedLaunch();
  const heapPerWorker = (heapBytes() - before) / MANY;
  const blocked = await launchOneThatBlocks();
  const said = {
    firstLaunchMs: first.ms,
    laterLaunchMs: later.ms,
    shellSpawnMs: shell.spawnMs,
    shell: memoryOf(shell.pid),
    worker: memoryOf(later.worker.pid),
    heapPerWorker,
    idlePid: later.worker.pid,
    blockedPid: blocked,
  };
  console.log(JSON.stringify(said));
  setInterval(() => undefined, 1000);
}

void main();
