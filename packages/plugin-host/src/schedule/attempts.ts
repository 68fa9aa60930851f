import { setMaxListeners } from 'node:events';
import { configurationUnsteady } from '../errors/error-texts';

/** A graph is computed at most so often for one request, while its configuration changes under it. */
const MAX_ATTEMPTS = 5;
/** So often a request's computation is begun anew because files changed; then it is brought to its end. */
const MAX_RESTARTS = 2;

/** Computes until an answer belongs to one configuration, and begins anew where it is told that the running one is out of date. */
export class Attempts<T> {
  #running: AbortController | undefined;
  #restartsLeft = 0;
  #endedBy: Error | undefined;

  constructor(
    private readonly root: string,
    private readonly computeOnce: (signal: AbortSignal) => Promise<T>,
    /** Nx reads the configuration, too, in between: an answer while it changed may be a mix of two. */
    private readonly isSteady: () => boolean,
  ) {}

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** @throws {WorkspaceError} `CONFIGURATION_INVALID` where the configuration changed each time. */
  async run(): Promise<T> {
    this.#restartsLeft = MAX_RESTARTS;
    for (let unsteady = 0; unsteady < MAX_ATTEMPTS;) {
      const computed = await this.#attempt();
      if (computed && this.isSteady()) return computed;
      if (computed) unsteady++;
    }
    throw configurationUnsteady(this.root, MAX_ATTEMPTS);
  }

  /** What is being computed may be out of date. Its requests get the next one. False where it is brought to its end. */
  invalidate(): boolean {
    if (!this.#running || this.#restartsLeft === 0) return false;
    this.#restartsLeft--;
    this.#running.abort(new Error('the workspace changed'));
    return true;
  }

  /** What is being computed, and whatever is asked for later, rejects with `reason`. */
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

  /** Nothing: the next attempt follows, where there is one. */
  #abandoned(): undefined {
    if (this.#endedBy) throw this.#endedBy;
  }
}
