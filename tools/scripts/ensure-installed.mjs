import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from './steps.mjs';

// Not `npm ci`: it refuses a lock file that was written where a registry lacks the binaries of other platforms.
export function ensureInstalled() {
  if (isInstalled()) return true;
  console.log('Installing what this repository needs. This takes a minute or two …');
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  // The lock file names versions, so what npm has of them needs no second look. What it lacks, it asks for.
  return run('npm', [...install, '--prefer-offline']) || run('npm', install);
}

function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!installed) return false;
  const wanted = packagesOf('package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional, peer, link }]) => {
    if (link || !path.includes('node_modules/')) return true;
    return installed[path] ? installed[path].version === version : optional || peer;
  });
}

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).packages;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = ensureInstalled() ? 0 : 1;
