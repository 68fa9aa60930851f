import { hostNotServed } from '../error-texts';
import { ownHosts } from '../host/own-host';
import type { PluginHostOptions } from '../plugin-host';
import { describeMisfit, findServedHost, identify, linkTo } from './find-served-host';
import type { HostSource } from './host-api';

/** Hosts that other processes serve: each time the one that is there. */
export function servedHosts(root: string, options: Pick<PluginHostOptions, 'env' | 'onLog'>): HostSource {
  return {
    isOwn: false,
    openFresh: ownHosts(root, options).openFresh,
    open: async ({ onLog, onEvent }) => {
      const found = await findServedHost(root, (event) => {
        if (event.name === 'log') onLog(event.payload as Parameters<typeof onLog>[0]);
        else onEvent(event);
      });
      if (!found) throw hostNotServed(root);
      const misfit = describeMisfit(found.record, identify(root, { ...process.env, ...options.env }));
      if (misfit === undefined) return linkTo(found);
      found.client.close();
      throw hostNotServed(root, misfit);
    },
  };
}
