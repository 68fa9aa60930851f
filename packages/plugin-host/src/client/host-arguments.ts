import { fileURLToPath } from 'node:url';
import {
  checks as is,
  inspectMode,
  LOADER_KINDS,
  timeoutsOfPlugin,
} from '@plugin-isolation/plugin-worker/internal/arguments';
import { HOOK_NAMES } from '@plugin-isolation/plugin-worker/internal/protocol';

type Checks = Record<string, is.Check>;

/** What `connectPluginHost` takes. */
export const CONNECT: Checks = { root: is.root, env: is.recordOf(is.string), onLog: is.callback };

/** What `createPluginHost` takes. */
export const CREATE: Checks = {
  ...CONNECT,
  timeouts: timeoutsOfPlugin,
  lastGoodResults: is.flag,
  loaders: is.listOf(...LOADER_KINDS.slice(0, 3)),
  stopAfterUse: is.flag,
  reuse: is.oneOf('observed', 'index', 'always', 'never'),
  memoryMiB: is.mebibytes,
  totalMemoryMiB: is.mebibytes,
  inspect: is.recordOf(inspectMode),
};

/** What `computeProjectGraph` takes. */
export const COMPUTE: Checks = { fresh: is.flag, signal: is.signal };

/** What `status` takes. */
export const STATUS: Checks = { start: is.flag };

/** What `runHook` takes. */
export const RUN_HOOK: Checks = { plugin: is.textOrCount, hook: is.oneOf(...HOOK_NAMES) };

export const EVENTS = ['log', 'worker', 'graph', 'error', 'waiting'];

export function rootPath(root: string | URL | undefined): string | undefined {
  return root instanceof URL ? fileURLToPath(root) : root;
}
