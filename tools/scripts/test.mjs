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

function beside(script) {
  return step(script, () => npmRunBeside(script), '  side by side');
}

/**
 * Two lanes for two processors. All run to their end, whatever fails, if what they need is there. The build and ESLint
 * find what `typecheck` finds, but for the example. ESLint takes longest: unit tests begin beside it.
 */
async function buildAndLook() {
  heading('build, types, lint, unit tests: side by side');
  const build = beside('build');
  const withTypes = async () => (await build) && (await beside('lint:eslint'));
  const others = async () => {
    for (const script of ['lint:format', 'lint:unused', 'lint:workflows', 'lint:licences'])
      await beside(script);
    if (await build)
      for (const script of ['typecheck:example', 'lint:api', 'test:unit']) await beside(script);
  };
  await Promise.all([withTypes(), others()]);
  return failed.length === 0;
}

function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s`;
}

const startedAt = performance.now();
const isWhole =
  (await alone('install', ensureInstalled)) &&
  (await buildAndLook()) &&
  (await alone('end-to-end tests', () => npmRun('test:e2e')));

heading('summary');
console.log(`${done.join('\n')}\n${'in all'.padEnd(18)}${seconds(startedAt)}`);
if (!isWhole) console.error(`\n${failed.join(', ')} failed: what comes after that was not run.`);
console.log(`${done.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = isWhole ? 0 : 1;
