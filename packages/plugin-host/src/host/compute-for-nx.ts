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
  await host.graphs.writeToNx(computed);
  const answer = { errors, plugins, complete: { graph, sourceMaps } };
  const kept = await host.keepWholeGraph(answer, computation);
  return isInline || kept === undefined ? answer : { kept };
}
