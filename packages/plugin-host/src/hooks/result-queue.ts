/**
 * Lets results pass in the order in which their work was announced, however long each took. Nx adds edges and metadata as they
 * arrive, so without this a slow plugin would change the graph.
 */
export class ResultQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as `work` does, once everything announced earlier has settled and been taken. */
  pass<T>(work: Promise<T>): Promise<T> {
    const result = Promise.allSettled([this.#last, work]).then(() => work);
    this.#last = result.then(nextTurn, nextTurn);
    return result;
  }
}

/** Whoever awaited the result has taken it by then. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
