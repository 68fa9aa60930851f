import { namesOf, owned } from '../../errors/plugin-names';
import { around, type Layer } from '../around';
import { GRAPH_HOOKS, type GraphHook } from '../graph-hooks';
import { ResultQueue } from '../result-queue';

export type ResultQueues = Record<GraphHook, ResultQueue>;

export function createResultQueues(): ResultQueues {
  return Object.fromEntries(GRAPH_HOOKS.map((hook) => [hook, new ResultQueue()])) as ResultQueues;
}

/** Hands results to Nx in the order in which Nx calls the hooks, and knows whose error it is that a hook throws. */
export function inOrder(queues: ResultQueues): Layer {
  return (plugin) => {
    const names = namesOf(plugin);
    return around(plugin, (hook, args, next) => queues[hook].pass(owned(next(...args), names)));
  };
}
