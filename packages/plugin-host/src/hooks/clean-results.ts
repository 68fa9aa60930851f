import type { NxPlugin } from '../nx/adapter';

/**
 * The plugin, whose results have no key `__proto__` any more. Nx merges results by plain assignments, for which such a key is the
 * prototype of every object of this process.
 */
export function withCleanResults(plugin: NxPlugin): NxPlugin {
  const cleaned = { ...plugin };
  if (plugin.createNodes) {
    const [pattern, createNodes] = plugin.createNodes;
    cleaned.createNodes = [pattern, (...args) => clean(createNodes(...args))];
  }
  if (plugin.createDependencies)
    cleaned.createDependencies = (...args) => clean(plugin.createDependencies!(...args));
  if (plugin.createMetadata) cleaned.createMetadata = (...args) => clean(plugin.createMetadata!(...args));
  return cleaned;
}

/**
 * A plugin of this process, with nodes as if they had come from a worker: JSON has no `undefined`, for which Nx would make an
 * entry in the source maps.
 */
export function withJsonNodes(plugin: NxPlugin): NxPlugin {
  if (!plugin.createNodes) return { ...plugin };
  const [pattern, createNodes] = plugin.createNodes;
  return { ...plugin, createNodes: [pattern, async (...args) => dropUndefined(await createNodes(...args))] };
}

/** In place, deep. */
function dropUndefined<T>(value: T): T {
  for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
    if (inner === undefined) delete (value as Record<string, unknown>)[key];
    else if (typeof inner === 'object' && inner !== null) dropUndefined(inner);
  }
  return value;
}

async function clean<T>(work: Promise<T>): Promise<T> {
  try {
    return dropPrototypeKeys(await work);
  } catch (error) {
    // Nx goes on with the partial results of an AggregateCreateNodesError.
    dropPrototypeKeys((error as { partialResults?: unknown }).partialResults);
    throw error;
  }
}

/** In place. What core plugins give is no tree: they share objects. */
function dropPrototypeKeys<T>(value: T): T {
  const left: unknown[] = [value];
  const seen = new Set<unknown>();
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (Object.hasOwn(next, '__proto__')) delete (next as Record<string, unknown>)['__proto__'];
    for (const inner of Object.values(next)) if (typeof inner === 'object') left.push(inner);
  }
  return value;
}
