import type { WorkspaceError } from '../errors/errors';
import { isNotServed } from './find-served-host';
import type { HostSource } from './host-link';
import type { LaunchOptions } from './launch-host';
import { ownHosts } from './own-hosts';
import { servedHosts } from './served-hosts';

/**
 * The host that is served for this root, if it fits, else one that this process launches. `env` is the whole
 * environment of the one who asks; this process may have another by now. `onUnused` gets why no served host is asked.
 */
export function servedOrOwnHosts(
  root: string,
  env: NodeJS.ProcessEnv,
  options: Pick<LaunchOptions, 'defaults'>,
  onUnused: (why: WorkspaceError) => void,
): HostSource {
  const served = servedHosts(root, env);
  const own = ownHosts(root, options, () => env);
  return {
    isOwn: false,
    openFresh: own.openFresh,
    open: async (listener) => {
      try {
        return await served.open(listener);
      } catch (error) {
        if (!isNotServed(error)) throw error;
        onUnused(error);
        return own.open(listener);
      }
    },
  };
}
