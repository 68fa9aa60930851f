import { connectServedHost } from './find-served-host';
import type { HostSource } from './host-link';
import { ownHosts } from './own-hosts';
import type { PluginHostOptions } from './plugin-host-options';

/** Hosts that other processes serve: each time the one that is there. */
export function servedHosts(root: string, options: Pick<PluginHostOptions, 'env' | 'onLog'>): HostSource {
  const env = { ...process.env, ...options.env };
  return {
    isOwn: false,
    openFresh: ownHosts(root, options).openFresh,
    open: (listener) => connectServedHost(root, env, listener),
  };
}
