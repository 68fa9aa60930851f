import type { HostLink, HostSource } from './host-link';
import { launchHost, stopHost } from './launch-host';
import type { PluginHostOptions } from './plugin-host-options';

/** Host processes that this process launches, and that end with it. */
export function ownHosts(root: string, options: PluginHostOptions): HostSource {
  const open =
    (fresh: boolean): HostSource['open'] =>
    async (listener): Promise<HostLink> => {
      const worker = await launchHost(root, fresh, options, listener);
      return {
        api: worker.api,
        get isOpen() {
          return worker.state === 'ready';
        },
        release: () => stopHost(worker),
      };
    };
  return { isOwn: true, open: open(false), openFresh: open(true) };
}
