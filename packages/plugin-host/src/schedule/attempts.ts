import { setMaxListeners } from 'node:events';
import { configurationUnsteady } from '../errors/workspace-error-texts';

/** How often a graph is computed for one request while its configuration changes. */
const MAX_ATTEMPTS = 5;
/** How often a computation is begun again because files changed. The next one is brought to its end. */
const MAX_RESTARTS = 2;

/**
 * Computes until an answer belongs to one configuration. Begins again if it is told that the running computation is out
 * of date.
 */
export class Attempts<T> {
  #running: AbortController | undefined;
  #restartsLeft = 0;
  #endedBy: Error | undefined;

  constructor(
    private readonly root: string,
    private readonly computeOnce: (signal: AbortSignal) => Promise<T>,
    /** Nx reads the configuration, too. An answer that was computed while it changed may be a mix of two. */
    private readonly isSteady: () => boolean,
  ) {}

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** @throws {WorkspaceError} `CONFIGURATION_INVALID` if the configuration changed each time. */
  async run(): Promise<T> {
    this.#restartsLeft = MAX_RESTARTS;
    for (let unsteady = 0; unsteady < MAX_ATTEMPTS;) {
      const computed = await this.#attempt();
      if (computed && this.isSteady()) return computed;
      if (computed) unsteady++;
    }
    throw configurationUnsteady(this.root, MAX_ATTEMPTS);
  }

  /**
   * Says that what is being computed is out of date. Its requests get the next one. False if it is brought to its end.
   */
  invalidate(): boolean {
    if (!this.#running || this.#restartsLeft === 0) return false;
    this.#restartsLeft--;
    this.#running.abort(new Error('the workspace changed'));
    return true;
  }

  /** Rejects what is being computed, and what is asked for later, with `reason`. */
  end(reason: Error): void {
    this.#endedBy = reason;
    this.#running?.abort(reason);
  }

  async #attempt(): Promise<T | undefined> {
    if (this.#endedBy) throw this.#endedBy;
    const running = (this.#running = new AbortController());
    // Each hook that runs listens.
    setMaxListeners(0, running.signal);
    try {
      const computed = await this.computeOnce(running.signal);
      return running.signal.aborted ? this.#abandoned() : computed;
    } catch (error) {
      if (running.signal.aborted) return this.#abandoned();
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** No answer: the next attempt follows, unless this was the end. */
  #abandoned(): undefined {
    if (this.#endedBy) throw this.#endedBy;
  }
}
