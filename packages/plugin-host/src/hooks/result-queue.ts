/**
 * Lets results pass in the order in which their work was announced, however long each took. Nx adds edges and metadata
 * as they arrive: without this, a slow plugin would change the graph.
 */
export class ResultQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as `work` does, after everything that was announced earlier has settled and was taken. */
  pass<T>(work: Promise<T>): Promise<T> {
    const result = Promise.allSettled([this.#last, work]).then(() => work);
    this.#last = result.then(nextTurn, nextTurn);
    return result;
  }
}

/** Those who awaited the result have taken it by then. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
