import type { TaskEnvironmentChanges } from '../../protocol/hooks/hook-spec';

/**
 * Runs a hook, tells what it changed or deleted in `process.env`, and puts the environment back. So nothing leaks into
 * the next call.
 */
export async function withEnvironmentChanges(run: () => unknown): Promise<TaskEnvironmentChanges> {
  const before = readEnvironment();
  try {
    await run();
    return changesSince(before);
  } finally {
    restore(before);
  }
}

/** A map, since a variable may be called as what every object has, such as `constructor`. */
function readEnvironment(): Map<string, string> {
  return new Map(Object.entries(process.env) as [string, string][]);
}

function changesSince(before: Map<string, string>): TaskEnvironmentChanges {
  const now = readEnvironment();
  const set = [...now].filter(([name, value]) => value !== before.get(name));
  return { set: Object.fromEntries(set), deleted: [...before.keys()].filter((name) => !now.has(name)) };
}

function restore(before: Map<string, string>): void {
  for (const name of readEnvironment().keys()) if (!before.has(name)) delete process.env[name];
  for (const [name, value] of before) process.env[name] = value;
}
