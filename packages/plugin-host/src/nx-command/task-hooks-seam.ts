/** What a `preTasksExecution` changed; a variable that it deleted is there as `undefined`. */
export type EnvironmentChanges = Record<string, string | undefined>;

/** What Nx's own module of the hooks around tasks exports. */
export interface TaskHooksSeam {
  runPreTasksExecution: (...args: unknown[]) => Promise<unknown>;
}

const changesBehind = new WeakMap<object, EnvironmentChanges>();

/** What Nx may have of the changes: it would set a variable that was deleted to the text "undefined". */
export function setOnly(changes: EnvironmentChanges): EnvironmentChanges {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  changesBehind.set(set, changes);
  return set;
}

/** When Nx has applied what the plugins set, all changes are applied, in the order of the plugins. */
export function replaceTaskHooks(nx: TaskHooksSeam): void {
  const { runPreTasksExecution } = nx;
  nx.runPreTasksExecution = async (...args) => {
    const applied = await runPreTasksExecution(...args);
    for (const set of Array.isArray(applied) ? (applied as (object | undefined)[]) : []) {
      const changes = Object.entries(changesBehind.get(set!) ?? set ?? {}) as [string, string | undefined][];
      for (const [name, value] of changes) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
    return applied;
  };
}
