import type { HostLink, HostSource } from './host-link';
import { launchHost, stopHost, type LaunchOptions } from './launch-host';

/** Host processes that this process launches, and that end with it. `environment` is theirs, as a whole. */
export function ownHosts(
  root: string,
  options: LaunchOptions,
  environment: () => NodeJS.ProcessEnv,
): HostSource {
  const open =
    (fresh: boolean): HostSource['open'] =>
    async (listener): Promise<HostLink> => {
      const launched = await launchHost({ root, fresh, options, env: environment() }, listener);
      return {
        api: launched.worker.api,
        isOwn: true,
        get isOpen() {
          return launched.worker.state === 'ready';
        },
        release: () => stopHost(launched),
      };
    };
  return { isOwn: true, open: open(false), openFresh: open(true) };
}
