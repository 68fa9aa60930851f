import type { HookName } from '@plugin-isolation/plugin-worker';
import { hookMissing, pluginUnknown } from '../errors/workspace-error-texts';
import type { Supervisor } from '../workers/supervisor';

/** One hook of one plugin, to be called outside of a graph. */
export interface HookRequest {
  /** The name in `nx.json`, or the position in its `plugins` if that name is there twice. */
  plugin: string | number;
  hook: HookName;
  /** As the loaded plugin takes them: options are bound. */
  args: unknown[];
}

/** What a hook gave, as it travels: JSON has no `undefined`. */
export interface HookAnswer {
  result?: unknown;
  /** Keys of the result whose value is `undefined`: variables that `preTasksExecution` deleted. */
  deleted?: string[];
}

/**
 * Calls the hook in the plugin's worker, which is started if it is not there.
 * @throws {WorkspaceError} `PLUGIN_UNKNOWN`; and what the hook or the launch throws.
 */
export async function runHook(
  supervisors: Supervisor[],
  { plugin, hook, args }: HookRequest,
): Promise<HookAnswer> {
  const isMeant = ({ entry }: Supervisor) => entry.plugin === plugin || entry.index === plugin;
  const supervisor = supervisors.find(isMeant);
  if (!supervisor) {
    const known = supervisors.map((each) => each.plugin);
    throw pluginUnknown([typeof plugin === 'number' ? `number ${plugin}` : plugin], known);
  }
  const worker = await supervisor.answeringWorker();
  const given: unknown = worker.plugin[hook];
  if (given === undefined) throw hookMissing(supervisor.plugin, hook);
  const call = (Array.isArray(given) ? given[1] : given) as (...args: unknown[]) => Promise<unknown>;
  return toAnswer(await call(...args));
}

function toAnswer(result: unknown): HookAnswer {
  if (result === undefined) return {};
  const entries = typeof result === 'object' && result !== null ? Object.entries(result) : [];
  const deleted = entries.filter(([, value]) => value === undefined).map(([key]) => key);
  return { result, ...(deleted.length > 0 && { deleted }) };
}

/** What the hook gave, at the client's end. */
export function fromAnswer({ result, deleted = [] }: HookAnswer): unknown {
  for (const key of deleted) (result as Record<string, unknown>)[key] = undefined;
  return result;
}
