/** What happened to the worker of a plugin. */
export interface WorkerStateEvent {
  type: 'starting' | 'ready' | 'failed' | 'crashed' | 'stopped';
  /** As `nx.json` names it. */
  plugin: string;
  /** As the plugin names itself, once it is loaded. */
  name?: string;
  pid?: number;
  generation: number;
  /** Milliseconds from the spawn to the loaded plugin, or to its failure. */
  elapsedMs?: number;
  error?: Error;
  /** A sentence about a plugin without hooks, if that looks like a mistake. */
  note?: string;
}
