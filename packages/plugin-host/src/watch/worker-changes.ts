interface Running {
  plugin: string;
  pid: number;
}

/** By the names of the plugins in `nx.json`. */
export interface WorkerChanges {
  /** The same process as before. */
  kept: string[];
  /** A new process in the place of one. */
  restarted: string[];
  /** There was none before. */
  started: string[];
  /** There is none now. */
  stopped: string[];
}

/** What became of the workers between two graphs. The same plugin listed twice counts twice. */
export function compareWorkers(before: Running[], after: Running[]): WorkerChanges {
  const old = runningPids(before);
  const current = runningPids(after);
  const changes: WorkerChanges = { kept: [], restarted: [], started: [], stopped: [] };
  for (const [plugin, pids] of current) {
    const lost = (old.get(plugin) ?? []).filter((pid) => !pids.includes(pid)).length;
    let restarts = lost;
    for (const pid of pids) {
      if (old.get(plugin)?.includes(pid)) changes.kept.push(plugin);
      else if (restarts-- > 0) changes.restarted.push(plugin);
      else changes.started.push(plugin);
    }
  }
  for (const [plugin, pids] of old) {
    const surplus = pids.length - (current.get(plugin)?.length ?? 0);
    for (let index = 0; index < surplus; index++) changes.stopped.push(plugin);
  }
  return changes;
}

function runningPids(workers: Running[]): Map<string, number[]> {
  const pids = new Map<string, number[]>();
  for (const { plugin, pid } of workers) pids.set(plugin, [...(pids.get(plugin) ?? []), pid]);
  return pids;
}
