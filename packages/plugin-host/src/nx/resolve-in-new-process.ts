import { join } from 'node:path';
import { launchWorker } from '@plugin-isolation/plugin-worker';
import type { ResolvedPlugin } from '../resolve/resolve-plugin';
import { nxEnvironment } from '../config/worker-environment';
import { PluginResolveError } from '../errors/errors';
import type * as ResolverModule from './resolver-process';

/**
 * Resolves a plugin in a new process, in which neither node nor Nx knows what was there before.
 * @throws {PluginResolveError}
 */
export async function resolveInNewProcess(plugin: string, root: string): Promise<ResolvedPlugin> {
  await using worker = await launchWorker<typeof ResolverModule>({
    module: join(__dirname, 'resolver-process.js'),
    name: plugin,
    root,
    env: nxEnvironment(root),
  });
  try {
    return await worker.api.resolve(plugin, root);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'PLUGIN_NOT_FOUND' ? new PluginResolveError(plugin, message, { cause: error }) : error;
  }
}
