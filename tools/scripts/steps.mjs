import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const shell = process.platform === 'win32';

export function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 100 - text.length))}`);
}

export function run(command, args) {
  return isPassed(command, spawnSync(command, args, { cwd: root, stdio: 'inherit', shell }));
}

/** As {@link run}, beside others: what it prints comes in one piece, below a heading, when it is done. */
async function runBeside(title, command, args) {
  const env = { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env, shell });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  const ending = await once(child, 'close').then(
    ([status, signal]) => ({ status, signal }),
    (error) => ({ error }),
  );
  heading(title);
  process.stdout.write(Buffer.concat(printed));
  return isPassed(command, ending);
}

function isPassed(command, { status, signal, error }) {
  if (error) console.error(`${command}: ${error.message}`);
  else if (signal) console.error(`${command} was ended by ${signal}`);
  return status === 0;
}

export function runOrExit(command, args) {
  if (!run(command, args)) process.exit(1);
}

export const npmRun = (script) => run('npm', ['run', '--silent', script]);

export const npmRunBeside = (script) => runBeside(script, 'npm', ['run', '--silent', script]);
