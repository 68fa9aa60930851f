import type { TaskEnvironmentChanges } from '../../protocol/hooks/hook-spec';

/** Runs that never came to their end are forgotten in the end. */
const MAX_RUNS = 20;

/** What `preTasksExecution` changed, by the run of tasks that it was called for. */
const changesOfRuns = new Map<unknown, TaskEnvironmentChanges>();
let lastTurn: Promise<void> = Promise.resolve();

/**
 * Runs a hook before tasks, tells what it set or deleted in `process.env`, and puts the environment back. So nothing
 * leaks into the next call.
 */
export function withEnvironmentChanges(run: () => unknown, id?: unknown): Promise<TaskEnvironmentChanges> {
  return inTurn(async () => {
    const changes = await changesOf(run);
    changesOfRuns.set(id, changes);
    for (const oldest of changesOfRuns.keys())
      if (changesOfRuns.size > MAX_RUNS) changesOfRuns.delete(oldest);
    return changes;
  });
}

/** Runs a hook after tasks. As in Nx, it finds what the same plugin changed before them. */
export async function withEnvironmentOf(run: () => unknown, id?: unknown): Promise<void> {
  const changes = changesOfRuns.get(id);
  changesOfRuns.delete(id);
  if (!changes) return void (await run());
  await inTurn(async () => {
    const before = readEnvironment();
    try {
      Object.assign(process.env, changes.set);
      for (const name of changes.deleted) delete process.env[name];
      await run();
    } finally {
      restore(before);
    }
  });
}

/** There is one environment, and a served worker may be asked by several commands at once. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const previous = lastTurn;
  let end = () => {};
  lastTurn = new Promise((resolve) => (end = resolve));
  await previous;
  try {
    return await work();
  } finally {
    end();
  }
}

async function changesOf(run: () => unknown): Promise<TaskEnvironmentChanges> {
  const env = process.env;
  const before = readEnvironment();
  const touched = new Set<string>();
  process.env = noteTouched(env, touched);
  try {
    await run();
    return changesSince(before, touched);
  } finally {
    process.env = env;
    restore(before);
  }
}

/** Tasks may have another environment: to set a variable to what it is here already is a change, too. */
function noteTouched(env: NodeJS.ProcessEnv, touched: Set<string>): NodeJS.ProcessEnv {
  const remove = (target: NodeJS.ProcessEnv, name: string | symbol) => {
    touched.add(name as string);
    return Reflect.deleteProperty(target, name);
  };
  return new Proxy(env, {
    set(target, name, value) {
      // Node would make it the text "undefined".
      if (value === undefined) return remove(target, name);
      touched.add(name as string);
      return Reflect.set(target, name, value);
    },
    deleteProperty: remove,
  });
}

/** A map, since a variable may be called as what every object has, such as `constructor`. */
function readEnvironment(): Map<string, string> {
  return new Map(Object.entries(process.env) as [string, string][]);
}

function changesSince(before: Map<string, string>, touched: Set<string>): TaskEnvironmentChanges {
  const now = readEnvironment();
  const set = [...now].filter(([name, value]) => value !== before.get(name) || touched.has(name));
  const known = new Set([...before.keys(), ...touched]);
  return { set: Object.fromEntries(set), deleted: [...known].filter((name) => !now.has(name)) };
}

function restore(before: Map<string, string>): void {
  for (const name of readEnvironment().keys()) if (!before.has(name)) delete process.env[name];
  for (const [name, value] of before) process.env[name] = value;
}
