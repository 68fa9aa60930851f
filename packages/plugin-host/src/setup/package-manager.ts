import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type PackageManagerName = 'npm' | 'pnpm' | 'yarn' | 'bun';

/** The lock file says who installs here. */
const LOCK_FILES: [file: string, name: PackageManagerName][] = [
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
];

/** How a script of `package.json` is run. */
const RUN: Record<PackageManagerName, string> = {
  npm: 'npm run nx --',
  pnpm: 'pnpm nx',
  yarn: 'yarn nx',
  bun: 'bun run nx',
};

export interface PackageManager {
  name: PackageManagerName;
  /** Why this one, as the end of a sentence. */
  why: string;
  install: string;
  /** What goes before the words of an nx command. */
  run: string;
}

/** The package manager of a workspace. `field` is `packageManager` of its `package.json`. */
export function findPackageManager(root: string, field: unknown): PackageManager {
  const locks = LOCK_FILES.filter(([file]) => existsSync(join(root, file)));
  const named = /^(npm|pnpm|yarn|bun)@/.exec(typeof field === 'string' ? field : '')?.[1];
  const fitting = locks.find(([, name]) => name === named) ?? (named === undefined ? locks[0] : undefined);
  if (fitting) return describe(fitting[1], `there is a ${fitting[0]}`);
  if (named !== undefined) return describe(named as PackageManagerName, 'package.json names it');
  return describe('npm', 'there is no lock file');
}

function describe(name: PackageManagerName, why: string): PackageManager {
  return { name, why, install: `${name} install`, run: RUN[name] };
}
