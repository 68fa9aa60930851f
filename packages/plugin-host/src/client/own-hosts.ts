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
      const worker = await launchHost({ root, fresh, options, env: environment() }, listener);
      return {
        api: worker.api,
        isOwn: true,
        get isOpen() {
          return worker.state === 'ready';
        },
        release: () => stopHost(worker),
      };
    };
  return { isOwn: true, open: open(false), openFresh: open(true) };
}
