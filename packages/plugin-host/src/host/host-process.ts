import { emitEvent } from '@plugin-isolation/plugin-worker/worker';
import type { ComputedGraph } from '../schedule/compute-graph';
import { forwardEvents } from './forward-events';
import { useFreshDirectory } from './fresh-directory';
import type { WorkerStatus } from '../workers/worker-status';
import type { WorkspaceHostOptions } from './host-events';
import { WorkspaceHost } from './workspace-host';

export interface StartOptions extends Omit<WorkspaceHostOptions, 'onLog'> {
  /** Read no cache of Nx's. */
  fresh: boolean;
}

let host: WorkspaceHost | undefined;

/** The host in its own process: this module is what `createPluginHost` launches. */
export function start({ fresh, ...options }: StartOptions): void {
  if (fresh) useFreshDirectory(options.root);
  host = new WorkspaceHost({ ...options, onLog: (line) => emitEvent('log', line) });
  forwardEvents(host, emitEvent);
  host.reconcile();
}

export function computeProjectGraph(): Promise<ComputedGraph> {
  return started().computeProjectGraph();
}

export function status(): Promise<WorkerStatus[]> {
  const current = started();
  current.reconcile();
  return current.status();
}

export async function close(): Promise<void> {
  await host?.close();
}

function started(): WorkspaceHost {
  if (!host) throw new Error('start() comes first');
  return host;
}
