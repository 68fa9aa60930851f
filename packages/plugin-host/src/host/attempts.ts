import { setMaxListeners } from 'node:events';
import { configurationUnsteady } from '../error-texts';
import type { ComputedGraph } from '../graph/compute-graph';

/** A graph is computed at most so often for one request, while its configuration changes under it. */
const MAX_ATTEMPTS = 5;
/** So often a request's computation is begun anew because files changed; then it is brought to its end. */
const MAX_RESTARTS = 2;

/** Computes until an answer belongs to one configuration, and begins anew where it is told that the running one is out of date. */
export class Attempts {
  #running: AbortController | undefined;
  #restartsLeft = 0;

  constructor(
    private readonly root: string,
    private readonly computeOnce: (signal: AbortSignal) => Promise<ComputedGraph>,
    /** Nx reads the configuration, too, in between: an answer while it changed may be a mix of two. */
    private readonly isSteady: () => boolean,
  ) {}

  /** @throws {WorkspaceError} `CONFIGURATION_INVALID` where the configuration changed each time. */
  async run(): Promise<ComputedGraph> {
    this.#restartsLeft = MAX_RESTARTS;
    for (let unsteady = 0; unsteady < MAX_ATTEMPTS;) {
      const computed = await this.#attempt();
      if (computed && this.isSteady()) return computed;
      if (computed) unsteady++;
    }
    throw configurationUnsteady(this.root, MAX_ATTEMPTS);
  }

  /** What is being computed may be out of date. Its requests get the next one. False where it is brought to its end. */
  restart(): boolean {
    if (!this.#running || this.#restartsLeft === 0) return false;
    this.#restartsLeft--;
    this.#running.abort(new Error('the workspace changed'));
    return true;
  }

  async #attempt(): Promise<ComputedGraph | undefined> {
    const running = (this.#running = new AbortController());
    // Each hook that runs listens.
    setMaxListeners(0, running.signal);
    try {
      const computed = await this.computeOnce(running.signal);
      return running.signal.aborted ? undefined : computed;
    } catch (error) {
      if (running.signal.aborted) return undefined;
      throw error;
    } finally {
      this.#running = undefined;
    }
  }
}
