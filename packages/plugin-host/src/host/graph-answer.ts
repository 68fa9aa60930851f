import { randomUUID } from 'node:crypto';
import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import type { ComputedGraph, Timings } from '../schedule/compute-graph';

/** A graph with its name, or only that it is the one that the client has. */
export type GraphAnswer = (ComputedGraph & { id: string }) | { timings: Timings; isSame: true };

/** Of this process: another one has other names. */
const PREFIX = randomUUID();
const ids = new WeakMap<ProjectGraph, string>();
let count = 0;

/** `known` is the name of the graph that the client has: then all but the timings is not sent again. */
export function answerWith(computed: ComputedGraph, known?: string): GraphAnswer {
  const { graph, timings, isReused } = computed;
  let id = ids.get(graph);
  if (id === undefined) ids.set(graph, (id = `${PREFIX} ${count++}`));
  return isReused && id === known ? { timings, isSame: true } : { ...computed, id };
}
