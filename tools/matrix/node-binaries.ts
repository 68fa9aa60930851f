import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../process/repository';

const PLATFORM = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** The node of that major: this one, or one from the npm registry, installed once below `tmp/nodes`. */
export function nodeBinary(major: number): string {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const directory = join(repositoryRoot, 'tmp', 'nodes', String(major));
  const binary = join(directory, 'node_modules', `node-${PLATFORM}`, 'bin', 'node');
  if (!existsSync(binary)) install(directory, `node-${PLATFORM}@${major}`);
  return binary;
}

function install(directory: string, specifier: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  execFileSync('npm', ['install', ...flags, specifier], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
