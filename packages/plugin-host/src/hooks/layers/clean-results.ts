import type { NxPlugin } from '../../nx/adapter';
import { around } from '../around';

/**
 * Drops each key `__proto__` of a result. Nx merges results by plain assignments, for which such a key is the prototype
 * of every object of this process.
 */
export function cleanResults(plugin: NxPlugin): NxPlugin {
  return around(plugin, (_, args, next) => clean(next(...args)));
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
