import { locateNx } from '../config/nx-location';
import { resolvePlugin, type ResolvedPlugin } from '../resolve/resolve-plugin';
import { readRootTsconfig } from '../config/root-tsconfig';
import { findShape, loadNxAdapter } from './load-adapter';

/** Resolves one plugin in this process, which has found nothing before. */
export function resolve(plugin: string, root: string): Promise<ResolvedPlugin> {
  const nx = locateNx(root);
  return resolvePlugin(plugin, {
    root,
    nxMajor: nx.major,
    tsconfig: readRootTsconfig(root),
    resolveWithNx: async (name) => loadNxAdapter(findShape(nx), nx, root).resolvePlugin(name),
  });
}
