import { connectServedHost } from './find-served-host';
import type { HostSource } from './host-link';
import { ownHosts } from './own-hosts';

/** Hosts that other processes serve: each time the one that is there. */
export function servedHosts(root: string, env: NodeJS.ProcessEnv): HostSource {
  return {
    isOwn: false,
    openFresh: ownHosts(root, {}, () => env).openFresh,
    open: (listener) => connectServedHost(root, env, listener),
  };
}
