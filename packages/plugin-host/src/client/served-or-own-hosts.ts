import type { WorkspaceError } from '../errors/errors';
import { isNotServed } from './find-served-host';
import type { HostSource } from './host-link';
import type { LaunchOptions } from './launch-host';
import { ownHosts } from './own-hosts';
import { servedHosts } from './served-hosts';

/** Each is a whole environment; this process may have another by now. */
export interface AskingEnvironment {
  /** Of the one who asks: a served host has to fit it. */
  asking: NodeJS.ProcessEnv;
  /** For a host that this process launches. */
  launched: () => NodeJS.ProcessEnv;
}

/**
 * The host that is served for this root, if it fits, else one that this process launches. `onUnused` gets why no served
 * host is asked.
 */
export function servedOrOwnHosts(
  root: string,
  { asking, launched }: AskingEnvironment,
  options: Pick<LaunchOptions, 'defaults'>,
  onUnused: (why: WorkspaceError) => void,
): HostSource {
  const served = servedHosts(root, asking);
  const own = ownHosts(root, options, launched);
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
