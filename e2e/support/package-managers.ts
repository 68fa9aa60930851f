import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runProgram } from './run-program';

const modules = join(repositoryRoot, 'node_modules');

export interface PackageManager {
  title: string;
  /** Command → its file; none for npm, which comes with node. */
  command?: { name: string; file: string };
  install: string[];
  /** What goes before the name of a package's command. */
  run: string[];
  /** What goes before `script.js`. */
  node: string[];
  files?: Record<string, string>;
}

export const SKIPPED = ' (skipped: `npm run test:installed` runs it)';

/** Whether the tests shall run with that package manager, by its key; `inCi` is what is run if none is named. */
export function isWanted(key: string, inCi: string): boolean {
  return (process.env['INSTALLED_WITH'] ?? inCi).split(',').includes(key);
}

const yarnClassic = { name: 'yarn', file: join(modules, 'yarn/bin/yarn.js') };
const yarnBerry = { name: 'yarn', file: join(modules, '@yarnpkg/cli-dist/bin/yarn.js') };

export const PACKAGE_MANAGERS = {
  npm: {
    title: 'npm',
    install: ['npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'],
    run: ['npx', '--no-install'],
    node: [process.execPath],
  },
  pnpm: {
    title: 'pnpm',
    command: { name: 'pnpm', file: join(modules, 'pnpm/bin/pnpm.cjs') },
    install: ['pnpm', 'install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'],
    run: ['pnpm', 'exec'],
    node: [process.execPath],
  },
  yarn: {
    title: 'yarn 1',
    command: yarnClassic,
    install: ['yarn', 'install', '--prefer-offline', '--ignore-scripts', '--non-interactive'],
    run: ['yarn', '--silent'],
    node: [process.execPath],
  },
  berry: {
    title: 'yarn 4 with node_modules',
    command: yarnBerry,
    install: ['yarn', 'install'],
    run: ['yarn'],
    node: [process.execPath],
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\n', 'yarn.lock': '' },
  },
  pnp: {
    title: "yarn 4 with Plug'n'Play",
    command: yarnBerry,
    install: ['yarn', 'install'],
    run: ['yarn'],
    node: ['yarn', 'node'],
    files: { '.yarnrc.yml': 'nodeLinker: pnp\n', 'yarn.lock': '' },
  },
} satisfies Record<string, PackageManager>;

/**
 * The environment of a person who has that package manager: it is on the PATH, and asks the registry that npm asks
 * here.
 */
export async function environmentOf(
  { command }: PackageManager,
  directory: string,
): Promise<NodeJS.ProcessEnv> {
  const registry = (await runProgram('npm', ['config', 'get', 'registry'], { cwd: directory })).trim();
  const path = join(directory, 'bin');
  mkdirSync(path, { recursive: true });
  if (command) symlinkSync(command.file, join(path, command.name));
  const isOurs = (name: string) => /^(NX_|JEST_|npm_(lifecycle|package|config_local)|NODE_ENV$)/.test(name);
  const inherited = Object.entries(process.env).filter(([name]) => !isOurs(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: `${path}:${process.env['PATH']}`,
    npm_config_registry: registry,
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_ENABLE_SCRIPTS: 'false',
    YARN_ENABLE_TELEMETRY: 'false',
  };
}
