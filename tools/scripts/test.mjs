import { ensureInstalled } from './ensure-installed.mjs';
import { heading, npmRun, npmRunBeside } from './steps.mjs';

const done = [];
const failed = [];

/** Runs a step and notes how long it took; whether it passed. */
async function step(name, run, note = '') {
  const startedAt = performance.now();
  const isPassed = await run();
  done.push(`${name.padEnd(18)}${seconds(startedAt)}${isPassed ? '' : '  FAILED'}${note}`);
  if (!isPassed) failed.push(name);
  return isPassed;
}

function alone(name, run) {
  heading(name);
  return step(name, run);
}

/** Lanes of npm scripts: each lane one after the other, all lanes at once. All run to their end, whatever fails. */
async function sideBySide(...lanes) {
  heading(`${lanes.flat().join(', ')}: side by side`);
  const runLane = async (lane) => {
    for (const script of lane) await step(script, () => npmRunBeside(script), '  side by side');
  };
  await Promise.all(lanes.map(runLane));
  return failed.length === 0;
}

function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s`;
}

const startedAt = performance.now();
const isWhole =
  (await alone('install', ensureInstalled)) &&
  (await alone('build', () => npmRun('build'))) &&
  (await sideBySide(['lint:eslint'], ['typecheck', 'lint:format', 'lint:unused', 'lint:api'])) &&
  (await alone('unit tests', () => npmRun('test:unit'))) &&
  (await alone('end-to-end tests', () => npmRun('test:e2e')));

heading('summary');
console.log(`${done.join('\n')}\n${'in all'.padEnd(18)}${seconds(startedAt)}`);
if (!isWhole) console.error(`\n${failed.join(', ')} failed: what comes after that was not run.`);
console.log(`${done.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = isWhole ? 0 : 1;
