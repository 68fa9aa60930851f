import { readRecords } from '../discovery/host-record';
import type { WorkspaceError } from '../errors/errors';
import type { HostListener } from '../host/host-event';
import type { HostLink, HostSource } from './host-link';
import type { LaunchOptions } from './launch-host';

/** Each is a whole environment; this process may have another by now. */
export interface AskingEnvironment {
  /** Of the one who asks: a served host has to fit it. */
  asking: NodeJS.ProcessEnv;
  /** For a host that this process launches. */
  launched: () => NodeJS.ProcessEnv;
}

export interface ServedOrOwnHosts extends HostSource {
  /** Whether another process serves a host that fits. What is opened next follows from that, without another look. */
  isServed(listener: HostListener): Promise<boolean>;
}

/**
 * The host that is served for this root, if it fits, else one that this process launches. `onUnused` gets why no served
 * host is asked. The code that connects or launches is loaded when it is needed.
 */
export function servedOrOwnHosts(
  root: string,
  { asking, launched }: AskingEnvironment,
  options: Pick<LaunchOptions, 'defaults'>,
  onUnused: (why: WorkspaceError) => void,
): ServedOrOwnHosts {
  let found: Promise<HostLink> | undefined;
  const connect = (listener: HostListener) => loadServed().connectServedHost(root, asking, listener);
  const own = () => loadOwn().ownHosts(root, options, launched);
  return {
    isOwn: false,
    openFresh: async (listener) => own().openFresh(listener),
    async isServed(listener) {
      if (readRecords(root).length === 0) return false;
      found = connect(listener);
      return found.then(
        () => true,
        () => false,
      );
    },
    async open(listener) {
      const looked = found ?? connect(listener);
      found = undefined;
      try {
        const link = await looked;
        return link.isOpen ? link : await connect(listener);
      } catch (error) {
        if (!loadServed().isNotServed(error)) throw error;
        onUnused(error);
        return own().open(listener);
      }
    },
  };
}

function loadServed(): typeof import('./find-served-host') {
  return require('./find-served-host') as typeof import('./find-served-host');
}

function loadOwn(): typeof import('./own-hosts') {
  return require('./own-hosts') as typeof import('./own-hosts');
}
