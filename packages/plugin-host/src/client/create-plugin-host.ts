import { checkArguments } from '@plugin-isolation/plugin-worker';
import { checkManifests } from '../config/check-manifests';
import { CONNECT, CREATE, rootPath } from './host-arguments';
import { findRoot } from '../config/find-root';
import { refuseRecursion } from '../config/graph-recursion';
import { readHostSettings, resolveSettings } from '../config/host-settings';
import { inspectedPlugins } from '../config/inspected-plugins';
import { locateNx } from '../config/nx-location';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import { ownHosts } from './own-hosts';
import { PluginHost, type PluginHostOptions } from './plugin-host';
import { servedHosts } from './served-hosts';

/**
 * Starts a host for a workspace, and a worker for each plugin of its `nx.json`.
 * @throws {ArgumentsError} `ARGUMENTS_INVALID` for an argument that is not what it has to be.
 * @throws {WorkspaceError} when there is no workspace, `nx.json` or the root's `package.json` is not valid, its Nx is missing or not supported, or this process
 *   is a worker of that workspace.
 */
export async function createPluginHost(options: PluginHostOptions = {}): Promise<PluginHost> {
  checkArguments('createPluginHost', options, CREATE);
  const root = findRoot(rootPath(options.root));
  refuseRecursion(root);
  const entries = readPluginEntries(readNxJson(root));
  checkManifests(root);
  const variables = { ...process.env, ...options.env };
  resolveSettings(readHostSettings(root, entries), variables, options);
  inspectedPlugins(options.inspect, variables, entries);
  locateNx(root);
  const host = new PluginHost(root, ownHosts(root, options), options);
  await host.start();
  return host;
}

/**
 * Connects to the host of a workspace that another process serves (`plugin-host watch`), and to the next one where that ends.
 * @throws {WorkspaceError} `HOST_NOT_SERVED` where there is none, or it is of another version or environment: then
 *   {@link createPluginHost} makes one. `HOST_SILENT` where it does not answer within 10 s.
 */
export async function connectPluginHost(
  options: Pick<PluginHostOptions, 'root' | 'env' | 'onLog'> = {},
): Promise<PluginHost> {
  checkArguments('connectPluginHost', options, CONNECT);
  const root = findRoot(rootPath(options.root));
  refuseRecursion(root);
  const host = new PluginHost(root, servedHosts(root, options), options);
  await host.start();
  return host;
}
