/** For plugin-host alone, and it may change at any time. Workers, and what is said about them. */
export {
  launchHostedPluginWorker,
  type HostedPluginProxy,
  type HostedPluginWorker,
} from '../launch/launch-hosted-plugin-worker';
export type { ProfileRequest } from '../launch/options';
export { launchModule } from '../launch/launch-worker';
export { paramsOf } from '../launch/plugin-proxy';
export { KnownParts } from '../launch/known-parts';
export { splitParams, type SplitParams } from '../launch/split-params';
export { STOP_TOTAL_MS } from '../launch/stop-worker';
export { adviceOnTemporaryDirectory } from '../socket/temporary-directory';
