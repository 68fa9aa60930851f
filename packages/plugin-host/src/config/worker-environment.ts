import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT_FILES = ['.local.env', '.env.local', '.env'];

interface Dotenv {
  config(options: { path: string[]; processEnv: Record<string, string> }): {
    parsed?: Record<string, string>;
  };
}
interface DotenvExpand {
  expand: (options: { parsed: Record<string, string>; processEnv: Record<string, string> }) => {
    parsed?: Record<string, string>;
  };
}

/**
 * What the root's dotenv files add to an environment, as Nx loads them: with the workspace's own copies of its
 * libraries, and never over a variable that is set.
 */
export function readRootDotenv(
  root: string,
  nxDirectory: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const files = ROOT_FILES.map((name) => join(root, name)).filter((file) => existsSync(file));
  if (files.length === 0) return {};
  const requireFromNx = createRequire(join(nxDirectory, 'package.json'));
  const dotenv = requireFromNx('dotenv') as Dotenv;
  const { expand } = requireFromNx('dotenv-expand') as DotenvExpand;
  const known = { ...env } as Record<string, string>;
  const { parsed = {} } = dotenv.config({ path: files, processEnv: { ...known } });
  const expanded = expand({ parsed, processEnv: { ...known } }).parsed ?? parsed;
  return Object.fromEntries(Object.entries(expanded).filter(([name]) => known[name] === undefined));
}

/**
 * Variables that bind an Nx, in the host and in each worker, to this root, and keep it from starting a daemon or
 * workers of its own.
 */
export function nxEnvironment(root: string): Record<string, string> {
  return { NX_WORKSPACE_ROOT_PATH: root, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' };
}
