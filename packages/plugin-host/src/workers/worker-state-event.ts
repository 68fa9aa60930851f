/** Which worker of which plugin an event is about. */
export interface OfWorker {
  /** As `nx.json` names it. */
  plugin: string;
  /** Which worker of the plugin it is: 1 for the first. */
  generation: number;
}

/** The same, of a worker that had loaded its plugin. */
export interface OfLoadedWorker extends OfWorker {
  /** As the plugin names itself. */
  name: string;
  /** Process id of the worker. */
  pid: number;
}

/** The worker's process is about to be started. */
export interface WorkerStarting extends OfWorker {
  type: 'starting';
}

/** The plugin is loaded. */
export interface WorkerReady extends OfLoadedWorker {
  type: 'ready';
  /** Milliseconds from the spawn to the loaded plugin. */
  elapsedMs: number;
  /** A sentence about a plugin without hooks, if that looks like a mistake. */
  note?: string;
}

/** The plugin could not be found, started or loaded. */
export interface WorkerFailed<E> extends OfWorker {
  type: 'failed';
  /** Milliseconds from the start of the launch to its failure. */
  elapsedMs: number;
  /** Why. */
  error: E;
}

/** The worker ended unasked, or was killed because it did not answer in time. */
export interface WorkerCrashed<E> extends OfLoadedWorker {
  type: 'crashed';
  /** How it ended. */
  error: E;
}

/** The host stopped the worker. */
export interface WorkerStopped extends OfLoadedWorker {
  type: 'stopped';
}

/** What happened to the worker of a plugin: `type` says which fields there are. */
export type WorkerStateEvent<E = Error> =
  WorkerStarting | WorkerReady | WorkerFailed<E> | WorkerCrashed<E> | WorkerStopped;
