import { ensureInstalled } from './ensure-installed.mjs';
import { heading, npmRun } from './steps.mjs';

const steps = [
  ['install', ensureInstalled],
  ['build', () => npmRun('build')],
  ['typecheck', () => npmRun('typecheck')],
  ['lint', () => npmRun('lint')],
  ['unit tests', () => npmRun('test:unit')],
  ['end-to-end tests', () => npmRun('test:e2e')],
];

const done = [];
let failed;
for (const [name, step] of steps) {
  heading(name);
  const startedAt = performance.now();
  const isPassed = step();
  done.push(`${name.padEnd(18)}${((performance.now() - startedAt) / 1000).toFixed(1).padStart(7)} s`);
  if (isPassed) continue;
  failed = name;
  break;
}

heading('summary');
console.log(done.join('\n'));
if (failed) console.error(`\nThe step "${failed}" failed: what follows it was not run.`);
console.log(`${done.length - (failed ? 1 : 0)} passed, ${failed ? 1 : 0} failed`);
process.exitCode = failed ? 1 : 0;
