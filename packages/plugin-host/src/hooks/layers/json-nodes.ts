import type { NxPlugin } from '../../nx/adapter';
import { around } from '../around';

/**
 * Gives nodes of a plugin in this process as if they had come from a worker. JSON has no `undefined`, for which Nx
 * would make an entry in the source maps.
 */
export function jsonNodes(plugin: NxPlugin): NxPlugin {
  return around(plugin, (hook, args, next) =>
    hook === 'createNodes' ? next(...args).then(dropUndefined) : next(...args),
  );
}

/** In place, deep. */
function dropUndefined<T>(value: T): T {
  for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
    if (inner === undefined) delete (value as Record<string, unknown>)[key];
    else if (typeof inner === 'object' && inner !== null) dropUndefined(inner);
  }
  return value;
}
