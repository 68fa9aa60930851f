import type { LoaderKind, LoaderSettings } from '../../protocol/types';

export interface LoaderOrder {
  kinds: readonly LoaderKind[];
  /** Why this order and no other. */
  why: string;
}

/** swc loads a first file two to three times as fast as node's own type stripping: docs/decisions/0005-loaders.md. */
const USUAL: readonly LoaderKind[] = ['swc-node', 'ts-node', 'strip-types'];

/** The loaders to try, in this order: what was asked for, else what Nx's own variables say, else the usual order. */
export function loaderOrder(wanted: LoaderSettings['kinds'], env: NodeJS.ProcessEnv): LoaderOrder {
  if (wanted) return { kinds: wanted, why: 'it was asked for' };
  if (env['NX_PREFER_TS_NODE'] === 'true') return preferring('ts-node', 'NX_PREFER_TS_NODE');
  if (env['NX_PREFER_NODE_STRIP_TYPES'] === 'true')
    return preferring('strip-types', 'NX_PREFER_NODE_STRIP_TYPES');
  return { kinds: USUAL, why: 'it is the first choice' };
}

function preferring(kind: LoaderKind, variable: string): LoaderOrder {
  return { kinds: [kind, ...USUAL.filter((other) => other !== kind)], why: `${variable} is set` };
}
