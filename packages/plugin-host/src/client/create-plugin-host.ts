import { checkArguments } from '@plugin-isolation/plugin-worker/internal/arguments';
import { findRoot } from '../config/find-root';
import { refuseRecursion } from '../config/graph-recursion';
import { locateNx } from '../config/nx-location';
import { checkSettings } from '../config/read-settings';
import { CONNECT, CREATE, rootPath } from './host-arguments';
import { ownHosts } from './own-hosts';
import { PluginHost } from './plugin-host';
import type { PluginHostOptions } from './plugin-host-options';
import { servedHosts } from './served-hosts';

/**
 * Starts a host for a workspace, and a worker for each plugin of its `nx.json`.
 * @throws {ArgumentsError} `ARGUMENTS_INVALID` for an argument that is not what it has to be.
 * @throws {WorkspaceError} if there is no workspace; if `nx.json`, the root's `package.json`, `plugin-host.json` or one
 *   of our environment variables is not valid; if its Nx is missing or not supported; or if this process is a worker of
 *   that workspace.
 * @throws {WorkerError} if the host process can't be started.
 */
export async function createPluginHost(options: PluginHostOptions = {}): Promise<PluginHost> {
  checkArguments('createPluginHost', options, CREATE);
  const root = findRoot(rootPath(options.root));
  refuseRecursion(root);
  checkSettings(root, options);
  locateNx(root);
  const own = ownHosts(root, options, () => environmentOf(options));
  const host = new PluginHost(root, own, options);
  await host.start();
  return host;
}

/**
 * Connects to the host of a workspace that another process serves (`plugin-host watch`), and to the next one when that
 * ends.
 * @throws {ArgumentsError} `ARGUMENTS_INVALID` for an argument that is not what it has to be.
 * @throws {WorkspaceError} `HOST_NOT_SERVED` if there is none, or if it is of another version, or has others of the
 *   variables that matter to it.
 *   {@link createPluginHost} makes one then. `HOST_SILENT` if it does not answer within 10 s.
 */
export async function connectPluginHost(
  options: Pick<PluginHostOptions, 'root' | 'env' | 'onLog'> = {},
): Promise<PluginHost> {
  checkArguments('connectPluginHost', options, CONNECT);
  const root = findRoot(rootPath(options.root));
  refuseRecursion(root);
  const host = new PluginHost(root, servedHosts(root, environmentOf(options)), options);
  await host.start();
  return host;
}

/** As it is now. */
function environmentOf({ env }: Pick<PluginHostOptions, 'env'>): NodeJS.ProcessEnv {
  return { ...process.env, ...env };
}
