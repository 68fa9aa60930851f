import type { HostApi } from '../host/host-api';
import type { HostListener } from '../host/host-event';

/** A host process that a client is connected to. */
export interface HostLink {
  readonly api: HostApi;
  readonly isOpen: boolean;
  /** Whether this process launched it. */
  readonly isOwn: boolean;
  /** Lets the host go: one that this process launched is stopped, a served one goes on. */
  release(): Promise<void>;
}

/** Where a client finds its host process. */
export interface HostSource {
  /** Whether what is opened belongs to this client alone. */
  readonly isOwn: boolean;
  open: (listener: HostListener) => Promise<HostLink>;
  /** A new host process of this client, with new workers and without caches. */
  openFresh: (listener: HostListener) => Promise<HostLink>;
}
