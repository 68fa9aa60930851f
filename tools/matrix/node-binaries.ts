import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

const PLATFORM = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** The node of that major: this one, or one from the npm registry, unpacked once below `tmp/nodes`. */
export function nodeBinary(major: number): string {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const directory = join(repositoryRoot, 'tmp', 'nodes', String(major));
  const binary = join(directory, 'package', 'bin', 'node');
  if (!existsSync(binary)) unpack(directory, `node-${PLATFORM}@${major}`);
  return binary;
}

/** Of some 3,000 files the one that is needed: to install the package takes twice the time. */
function unpack(directory: string, specifier: string): void {
  mkdirSync(directory, { recursive: true });
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const tarball = run('npm', ['pack', '--silent', specifier]).trim();
  run('tar', ['-xzf', tarball, 'package/bin/node']);
  rmSync(join(directory, tarball));
}
