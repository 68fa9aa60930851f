import { hostClosed } from '../errors/host-error-texts';
import { HostMismatchError, reviveHostError, type WorkspaceError } from '../errors/errors';
import type { HostApi } from '../host/host-api';
import type { HostListener } from '../host/host-event';
import type { HostLink, HostSource } from './host-link';
import { ReplacementGate } from './replacement-gate';

/**
 * The host process that a client asks. It is opened when it is needed, and replaced if it is gone or can't answer.
 */
export class HostConnection {
  #link: Promise<HostLink> | undefined;
  #isClosed = false;
  readonly #gate = new ReplacementGate();

  constructor(
    private readonly root: string,
    private readonly source: HostSource,
    private readonly listener: HostListener,
  ) {}

  /** Opens the link if there is none that is open. A host process that is launched starts its workers at once. */
  async open(): Promise<HostLink> {
    if (this.#isClosed) throw hostClosed(this.root);
    const known = this.#link;
    const link = await known?.catch(() => undefined);
    if (link?.isOpen) return link;
    // Of several callers that find it gone, the first one opens the next.
    if (this.#link === known) this.#link = this.source.open(this.listener);
    return this.#link!;
  }

  /** Whether a request would have to open the link first. */
  async isGone(): Promise<boolean> {
    const link = await this.#link?.catch(() => undefined);
    return !this.#isClosed && !link?.isOpen;
  }

  /**
   * Asks the host. A host process of ours whose nx is no longer the workspace's is replaced, and the next one is asked
   * instead; also if a served host turns out not to fit.
   */
  async call<T>(use: (api: HostApi) => Promise<T>): Promise<T> {
    const ask = () => this.#gate.pass(async () => use((await this.open()).api));
    const asked = this.#link;
    let isChanged = false;
    try {
      return await ask();
    } catch (thrown) {
      const error = reviveHostError(thrown);
      isChanged = (error as WorkspaceError).code === 'NX_CHANGED' && this.source.isOwn;
      // A served host that does not fit has let its link go: the next one is to another host, if there is one.
      if (!isChanged && !(error instanceof HostMismatchError)) throw error;
    }
    if (isChanged && this.#link === asked) await this.#gate.replace(() => this.#replace(this.source.open));
    return ask().catch((thrown: unknown) => {
      throw reviveHostError(thrown);
    });
  }

  /** Replaces the host process by one with new workers and without caches. */
  renew(): Promise<void> {
    return this.#gate.replace(() => this.#replace(this.source.openFresh));
  }

  /** Stops a host process of ours that nobody needs now. The next request opens another one. */
  async letGo(): Promise<void> {
    const link = await this.#link?.catch(() => undefined);
    if (link?.isOwn) await this.#gate.replace(() => this.#release());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#release();
  }

  async #replace(open: HostSource['open']): Promise<void> {
    await this.#release();
    if (this.#isClosed) throw hostClosed(this.root);
    this.#link = open(this.listener);
    await this.#link;
  }

  async #release(): Promise<void> {
    const link = await this.#link?.catch(() => undefined);
    this.#link = undefined;
    await link?.release();
  }
}
