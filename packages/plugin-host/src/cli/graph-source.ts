import { connectPluginHost } from '../create-plugin-host';
import { HostEndedError } from '../errors';
import type { ComputedGraph } from '../graph/compute-graph';
import type { PluginHost } from '../plugin-host';
import { isNotServed } from '../serve/find-served-host';
import type { CommonOptions } from './main';
import { openHost } from './open-host';
import type { Output } from './output';
import { showProgress } from './progress';

/** The graph, of the host that is served for this workspace, or of this process where there is none that fits. */
export async function computeAnywhere(options: CommonOptions, output: Output): Promise<ComputedGraph> {
  const served = await connectServed(options, output);
  return (served && (await computeServed(served, output))) ?? computeHere(options, output);
}

/** The graph, computed by a host in this process, which then ends: a worker whose hooks are done only takes memory from the others. */
export function computeHere(options: CommonOptions, output: Output): Promise<ComputedGraph> {
  const host = openHost(options, output, { defaults: { stopAfterUse: true } });
  const progress = showProgress(host, output);
  return host.computeProjectGraph().finally(() => progress.done());
}

/** With `--verbose`, says why the host that is there can't be used. */
async function connectServed(options: CommonOptions, output: Output): Promise<PluginHost | undefined> {
  if (options.inspect || options.inspectBrk) return undefined;
  const { root } = options;
  try {
    const host = await connectPluginHost({ ...(root && { root }), onLog: (line) => output.log(line) });
    output.detail('The graph is asked of the host that `plugin-host watch` serves.');
    return host;
  } catch (error) {
    if (!isNotServed(error)) throw error;
    output.detail(`${error.message}\nThis process computes the graph itself.`);
    return undefined;
  }
}

/** `undefined` where that host ends before it answers. */
async function computeServed(served: PluginHost, output: Output): Promise<ComputedGraph | undefined> {
  const progress = showProgress(served, output);
  try {
    return await served.computeProjectGraph();
  } catch (error) {
    if (!(error instanceof HostEndedError)) throw error;
    output.note(`${error.message}\n`);
    return undefined;
  } finally {
    progress.done();
    await served.close();
  }
}
