import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function heading(text) {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(0, 100 - text.length))}`);
}

export function run(command, args) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${command}: ${error.message}`);
  else if (signal) console.error(`${command} was ended by ${signal}`);
  return status === 0;
}

export function runOrExit(command, args) {
  if (!run(command, args)) process.exit(1);
}

export function npmRun(script, ...args) {
  return run('npm', ['run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])]);
}
