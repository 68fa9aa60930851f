import type { HostLink, HostSource } from '../client/host-link';
import type { LaunchOptions } from '../client/launch-host';
import type { AskingEnvironment } from '../client/served-or-own-hosts';
import { readRecords } from '../discovery/host-record';
import type { WorkspaceError } from '../errors/errors';
import type { HostListener } from '../host/host-event';

/** The hosts that the nx of this process may ask. */
export interface NxHosts extends HostSource {
  /** Whether another process serves a host that fits. Then that one is opened next. */
  isServed(listener: HostListener): Promise<boolean>;
}

interface NxHostsSettings {
  root: string;
  environment: AskingEnvironment;
  options: Pick<LaunchOptions, 'defaults'>;
  onUnused: (why: WorkspaceError) => void;
}

/** A graph that is known needs no host, nor the code that finds or launches one. */
export function createNxHosts({ root, environment, options, onUnused }: NxHostsSettings): NxHosts {
  let source: HostSource | undefined;
  let served: HostLink | undefined;
  const get = () => {
    const { servedOrOwnHosts } =
      require('../client/served-or-own-hosts') as typeof import('../client/served-or-own-hosts');
    return (source ??= servedOrOwnHosts(root, environment, options, onUnused));
  };
  return {
    isOwn: false,
    async isServed(listener) {
      if (readRecords(root).length === 0) return false;
      const { connectServedHost } =
        require('../client/find-served-host') as typeof import('../client/find-served-host');
      // Why it is not used is told when a host is needed.
      served = await connectServedHost(root, environment.asking, listener).catch(() => undefined);
      return served !== undefined;
    },
    async open(listener) {
      const link = served;
      served = undefined;
      return link?.isOpen ? link : get().open(listener);
    },
    openFresh: async (listener) => get().openFresh(listener),
  };
}
