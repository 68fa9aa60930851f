import type { HostApi } from '../host/host-api';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { Asked } from '../timing/asked';

/** Shorter answers are sent again. */
const MIN_BYTES = 64 * 1024;

/** What came in which line, as long as anybody has it. */
const lines = new WeakMap<object, Buffer>();

/** Call this for each answer of a host: a graph is parsed again from its line, rather than sent again. */
export function keepLine(answer: unknown, line: Buffer): void {
  if (typeof answer === 'object' && answer !== null && line.length >= MIN_BYTES) lines.set(answer, line);
}

/** The graph that a client was sent last, as text: the caller has changed its own, maybe. */
export class LastGraph {
  #last: { id: string; line: Buffer } | undefined;

  /** Asks for the graph of now. Each answer is an object of its own. */
  async ask(api: HostApi, asked: Asked): Promise<ComputedGraph> {
    const last = this.#last;
    const answer = await api.computeProjectGraph(asked, last?.id);
    if ('isSame' in answer) return { ...read(last!.line), timings: answer.timings, isReused: true };
    const { id, ...computed } = answer;
    const line = lines.get(answer);
    this.#last = line && { id, line };
    return computed;
  }
}

function read(line: Buffer): Pick<ComputedGraph, 'graph' | 'sourceMaps' | 'errors'> {
  const { result } = JSON.parse(line.toString()) as { result: ComputedGraph };
  const { graph, sourceMaps, errors } = result;
  return { graph, sourceMaps, errors };
}
