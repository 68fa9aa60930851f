import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { write } from './write';

const git = (root: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=observe', '-c', 'user.email=observe@localhost', ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/** The other branch has other texts, a file more and a file less. */
export function createBranches(root: string): void {
  const commit = () => git(root, 'add', '-A') + git(root, 'commit', '-q', '--no-gpg-sign', '-m', 'all');
  git(root, 'init', '-q', '-b', 'one');
  commit();
  git(root, 'checkout', '-q', '-b', 'other');
  write(root, 'settings/data.json', '{ "value": "branch" }');
  write(root, 'settings/code.js', 'exports.value = "branch";');
  write(root, 'settings/imported.mjs', 'export const value = "branch";');
  write(root, 'settings/shadow.js', 'module.exports = "branch";');
  write(root, 'libs/two/notes.md', '');
  write(root, 'versions/1/version.txt', 'branch');
  rmSync(join(root, 'assets/a.svg'));
  commit();
  git(root, 'checkout', '-q', 'one');
}

/** Local changes go. */
export function switchBranch(root: string): void {
  const isOne = git(root, 'branch', '--show-current').trim() === 'one';
  git(root, 'checkout', '-q', '-f', isOne ? 'other' : 'one');
}
