import type { NxAdapter, NxGraph, NxPlugin } from '../../src/nx/adapter';
import { CONTEXT } from './fake-worker';

/** An Nx that gives every plugin the files that it has, and makes a project of each result. */
export function fakeNx(files: Record<string, string>, core: NxPlugin[] = []): NxAdapter {
  const nx: Partial<NxAdapter> = {
    version: '0.0.0',
    dataDirectory: '/nowhere',
    loadCorePlugins: () => Promise.resolve(core),
    readNxJson: () => ({}),
    indexFiles: () => undefined,
    forgetKeptHashes: () => undefined,
    listFiles: () => Promise.resolve({ ...files }),
    hashFile: (file) => files[file] ?? null,
    matchFiles: () => Promise.resolve(Object.keys(files)),
    createNodesContext: () => CONTEXT,
    buildGraph,
    withGraphLock: (work) => work(),
  };
  return nx as NxAdapter;
}

async function buildGraph(specified: NxPlugin[], core: NxPlugin[]): Promise<NxGraph> {
  const { graph, sourceMaps, errors }: NxGraph = {
    graph: { nodes: {}, dependencies: {} },
    sourceMaps: {},
    errors: [],
  };
  for (const plugin of [...specified, ...core]) {
    try {
      const files = await plugin.createNodes?.[1](['a.json', 'b.json'], CONTEXT);
      for (const [name, file] of files ?? []) {
        graph.nodes[file] = { name: file, type: 'lib', data: { root: file } };
        sourceMaps[file] = { root: [file, name] };
      }
    } catch (error) {
      errors.push(Object.assign(error as Error, { pluginName: plugin.name }));
    }
  }
  return { graph, sourceMaps, errors };
}
