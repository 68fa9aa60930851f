import { PluginHost } from '../../src/client/plugin-host';
import type { HostLink, HostSource } from '../../src/client/host-link';
import type { PluginHostOptions } from '../../src/client/plugin-host-options';
import type { HostApi } from '../../src/host/host-api';
import type { HostListener } from '../../src/host/host-event';
import type { ServedOrOwnHosts } from '../../src/client/served-or-own-hosts';

/** One host process that was opened. A test changes what it answers, and ends it. */
export interface FakeHost extends HostLink {
  api: HostApi;
  isOpen: boolean;
  isFresh: boolean;
  isReleased: boolean;
  tell: HostListener;
}

/** Where a client finds host processes that are none. Their graphs are numbered over all of them. */
export class FakeHosts implements ServedOrOwnHosts {
  readonly hosts: FakeHost[] = [];
  graphCount = 0;
  /** What the next host does when it is asked for a graph. */
  compute: () => Promise<unknown> = () => Promise.resolve({ number: ++this.graphCount, errors: [] });

  constructor(readonly isOwn = true) {}

  isServed = () => Promise.resolve(false);
  open: HostSource['open'] = (listener) => Promise.resolve(this.#open(listener, false));
  openFresh: HostSource['openFresh'] = (listener) => Promise.resolve(this.#open(listener, true));

  #open(tell: HostListener, isFresh: boolean): FakeHost {
    const { compute } = this;
    const host: FakeHost = {
      api: {
        computeProjectGraph: compute as HostApi['computeProjectGraph'],
        status: jest.fn(() => Promise.resolve([])),
        computeForNx: () => Promise.reject(new Error('not here')),
        runHook: () => Promise.reject(new Error('not here')),
        describe: () => Promise.reject(new Error('not here')),
        stop: () => Promise.resolve(),
      },
      isOpen: true,
      isOwn: this.isOwn,
      isFresh,
      isReleased: false,
      tell,
      release: () => {
        host.isOpen = false;
        host.isReleased = true;
        return Promise.resolve();
      },
    };
    this.hosts.push(host);
    return host;
  }
}

/** Its constructor and `start` are no part of the types that people see. */
export function createClient(
  source: HostSource,
  root = '/ws',
  options: Pick<PluginHostOptions, 'onLog'> = {},
): PluginHost & { start(): Promise<void> } {
  return Reflect.construct<unknown[], PluginHost & { start(): Promise<void> }>(PluginHost as never, [
    root,
    source,
    options,
  ]);
}
