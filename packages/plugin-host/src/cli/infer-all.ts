import type { WorkspaceHost } from '../host/workspace-host';
import { toFileResults, type Inferred } from '../hooks/infer-nodes';
import type { OnResult } from '../hooks/layers/tell-results';

/** What one plugin gives to the graph of the workspace as it is now: what its hooks gave while that was computed. */
export async function inferAll(host: WorkspaceHost, plugin: string): Promise<Inferred> {
  const given: Parameters<OnResult>[1] = {};
  const meant = host.reconcile().supervisors.find((supervisor) => supervisor.plugin === plugin);
  host.graphs.onResult = (index, results) => {
    // A copy: Nx goes on to change what it is given.
    if (index === meant?.entry.index) Object.assign(given, structuredClone(results));
  };
  const { computed, plugins } = await host.requests.request();
  const { timings, errors } = computed;
  const name = plugins.find(({ index }) => index === meant?.entry.index)?.name;
  const { createNodes = [], createDependencies, createMetadata } = given;
  return {
    plugin,
    ...(name !== undefined && { name }),
    results: toFileResults(createNodes),
    ...(createDependencies && { dependencies: createDependencies }),
    ...(createMetadata && { metadata: createMetadata }),
    calls: timings.hooks
      .filter(({ index }) => index === meant?.entry.index)
      .map(({ hook, elapsedMs, files }) => ({ hook, elapsedMs, ...(files !== undefined && { files }) })),
    errors: errors.filter((error) => error.plugin === plugin),
  };
}
