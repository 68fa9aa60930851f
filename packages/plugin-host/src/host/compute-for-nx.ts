import type { AnswerForNx, AskingForNx } from './graph-for-nx';
import type { WorkspaceHost } from './workspace-host';

/** Computes the graph and, if it is complete, puts it where Nx and what it starts look for it. */
export function computeForNx(host: WorkspaceHost, asking: AskingForNx = {}): Promise<AnswerForNx> {
  return host.requests.answering(compute(host, asking));
}

async function compute(host: WorkspaceHost, { asked, isInline = false }: AskingForNx): Promise<AnswerForNx> {
  const computation = await host.requests.request(asked);
  const { computed, plugins } = computation;
  const { graph, sourceMaps, errors } = computed;
  if (errors.length > 0) return { errors, plugins };
  const answer = { errors, plugins, complete: { graph, sourceMaps } };
  // Somebody who waits for Nx's lock may be overtaken by the next graph.
  const isLast = () => host.requests.lastGraph === graph;
  await host.graphs.writeToNx(computed, isLast);
  if (!isLast()) return answer;
  const kept = await host.keepWholeGraph(answer, computation);
  return isInline || kept === undefined ? answer : { kept };
}
