import type { TaskEnvironmentChanges } from '../types';

/**
 * Runs a hook, tells what it changed in `process.env`, deletions included, and puts the environment back, so that nothing
 * leaks into the next call.
 */
export async function withEnvironmentChanges(run: () => unknown): Promise<TaskEnvironmentChanges> {
  const before = { ...process.env };
  try {
    await run();
    return changesSince(before);
  } finally {
    restore(before);
  }
}

function changesSince(before: NodeJS.ProcessEnv): TaskEnvironmentChanges {
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && value !== before[name]) set[name] = value;
  }
  return { set, deleted: Object.keys(before).filter((name) => process.env[name] === undefined) };
}

function restore(before: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (before[name] === undefined) delete process.env[name];
  Object.assign(process.env, before);
}
