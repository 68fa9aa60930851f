import { mkdirSync } from 'node:fs';
import { checkArguments } from '../arguments/check-arguments';
import * as is from '../arguments/checks';
import { PLUGIN_WORKER } from '../arguments/launch-arguments';
import { launchHostedPluginWorker } from '../launch/launch-hosted-plugin-worker';
import type { LaunchPluginWorkerOptions } from '../launch/launch-plugin-worker';
import { launchModule } from '../launch/launch-worker';
import { rootPath, type Timeouts } from '../launch/options';
import { resolveModule } from '../launch/resolve-module';
import { findAuthorPackage } from './author-package';
import { launchSettings } from './launch-settings';
import { HookCalls } from './hook-calls';
import { PortableText } from './portable-text';
import { placesOf } from './places';
import { RunningPlugin, type TestedPlugin } from './tested-plugin';
import { TemporaryWorkspace, type TestFiles } from './test-workspace';

/** What a test says of the plugin and its workspace. */
export interface TestPluginOptions extends Omit<
  LaunchPluginWorkerOptions,
  'root' | 'timeouts' | 'include' | 'exclude' | 'index' | 'onLog'
> {
  /** The directory against which `plugin` resolves, such as that of the test: a path or a `file:` URL. */
  root: string | URL;
  /**
   * How long the load and the hooks may take. A worker that is too slow is killed.
   * @default one minute for the load, and 30 s for each hook
   */
  timeouts?: Timeouts;
  /**
   * Files that are in the workspace of each test, besides those that `infer` is given.
   * @default { 'nx.json': {} }
   */
  files?: TestFiles;
}

/** What only a host has a use for. */
const OF_HOSTS = ['include', 'exclude', 'index', 'onLog'];
const OF_LAUNCH = Object.fromEntries(
  Object.entries(PLUGIN_WORKER).filter(([name]) => !OF_HOSTS.includes(name)),
);
const ARGUMENTS = { ...OF_LAUNCH, files: is.recordOf(is.json) };

/**
 * Runs a plugin in a node process of its own, in a temporary workspace, for a test. Nothing of Nx, and no transpiler,
 * comes into the process of the test. The workspace is linked to the `node_modules` of the plugin, so that its Nx and
 * its loaders are there.
 * @throws {ArgumentsError} if an option is missing, unknown, or not what it must be.
 * @throws {PluginNotFoundError} if the plugin can't be resolved.
 * @throws {WorkerError} of the kind that fits, if it can't be loaded: see `launchPluginWorker`.
 */
export async function testPlugin(options: TestPluginOptions): Promise<TestedPlugin> {
  checkArguments('testPlugin', options, ARGUMENTS, ['plugin', 'root']);
  const { files = {}, ...launch } = options;
  const file = resolveModule(launch.plugin, rootPath(launch.root), 'plugin');
  const author = findAuthorPackage(file);
  const workspace = new TemporaryWorkspace(author.nodeModules);
  const portable = new PortableText(placesOf(workspace, author));
  const settings = launchSettings({ ...launch, file }, workspace, author);
  const calls = new HookCalls((onLog) => {
    // A worker that ends removes it.
    mkdirSync(settings.observe, { recursive: true });
    return launchHostedPluginWorker({ ...settings, onLog });
  }, portable);
  const { root, env } = settings;
  const module = require.resolve('./match-files');
  const matching = launchModule<typeof import('./match-files')>({
    ...{ module, root, env },
    name: 'match-files',
    // Of node's own matching, in node 20.
    execArgv: ['--no-warnings'],
  });
  try {
    const baseFiles = { 'nx.json': {}, ...files };
    workspace.write(baseFiles);
    const [worker, matcher] = await Promise.all([calls.worker(), matching]);
    return new RunningPlugin({ worker, calls, matcher, workspace, portable, baseFiles });
  } catch (error) {
    await Promise.allSettled([calls.stop(), matching.then((matcher) => matcher.stop())]);
    workspace.dispose();
    throw error;
  }
}
