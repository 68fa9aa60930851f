import { emitEvent } from '@plugin-isolation/plugin-worker/worker';
import { forwardEvents } from './forward-events';
import { useFreshDirectory } from './fresh-directory';
import { createHostApi } from './host-api';
import { WorkspaceHost, type WorkspaceHostOptions } from './workspace-host';

export interface StartOptions extends WorkspaceHostOptions {
  /** Read no cache of Nx's. */
  fresh: boolean;
}

let host: WorkspaceHost | undefined;

/**
 * The host in its own process: this module is what `createPluginHost` launches.
 * @returns the directory that is to be removed when this process has ended
 */
export function start({ fresh, ...options }: StartOptions): string | undefined {
  const directory = fresh ? useFreshDirectory(options.root) : undefined;
  host = new WorkspaceHost(options);
  forwardEvents(host.events, emitEvent);
  host.reconcile();
  return directory;
}

// A function is called by the name under which a module exports it.
export const { computeProjectGraph, computeForNx, runHook, status, describe, stop } = createHostApi(
  started,
  async () => host?.close(),
);

function started(): WorkspaceHost {
  if (!host) throw new Error('start() comes first');
  return host;
}
