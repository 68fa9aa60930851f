import { ownHosts } from './own-hosts';
import type { PluginHostOptions } from './plugin-host';
import { connectServedHost, linkTo } from './find-served-host';
import type { HostSource } from './host-link';

/** Hosts that other processes serve: each time the one that is there. */
export function servedHosts(root: string, options: Pick<PluginHostOptions, 'env' | 'onLog'>): HostSource {
  const env = { ...process.env, ...options.env };
  return {
    isOwn: false,
    openFresh: ownHosts(root, options).openFresh,
    open: async ({ onLog, onEvent }) => {
      const found = await connectServedHost(root, env, (event) => {
        if (event.name === 'log') onLog(event.payload as Parameters<typeof onLog>[0]);
        else onEvent(event);
      });
      return linkTo(found);
    },
  };
}
