import type { AnswerForNx, AskingForNx } from './graph-for-nx';
import type { Computation } from '../schedule/compute-graph';
import type { Asked } from '../timing/asked';
import type { WorkspaceHost } from './workspace-host';

/** Computes the graph and, if it is complete, puts it where Nx and what it starts look for it. */
export function computeForNx(host: WorkspaceHost, asking: AskingForNx = {}): Promise<AnswerForNx> {
  return host.requests.answering(compute(host, asking));
}

async function compute(host: WorkspaceHost, { asked, isInline = false }: AskingForNx): Promise<AnswerForNx> {
  const computation = await request(host, asked);
  const { computed, plugins, onDisk } = computation;
  const { graph, sourceMaps, errors } = computed;
  if (errors.length > 0) return { errors, plugins };
  // Somebody who waits for Nx's lock may be overtaken by the next graph.
  const isLast = () => host.requests.lastGraph === graph;
  const kept = onDisk ? onDisk.digest : await host.graphs.writeToNx(computation, isLast);
  return isInline || kept === undefined ? { errors, plugins, complete: { graph, sourceMaps } } : { kept };
}

/** What Nx keeps beside a graph is known only of one that was computed here. */
async function request({ requests, graphs }: WorkspaceHost, asked?: Asked): Promise<Computation> {
  const computation = await requests.request(asked);
  if (!computation.onDisk || computation.onDisk.isInNxCache()) return computation;
  graphs.dropKept();
  return requests.request();
}
