import { serializeError, type SerializedError } from '@plugin-isolation/plugin-worker';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import type { WorkspaceHost } from './workspace-host';

/** A {@link WorkerStateEvent} as it reaches the caller's process. */
export type SerializedWorkerEvent = Omit<WorkerStateEvent, 'error'> & { error?: SerializedError };

/** Passes what happens in a host on to a client in another process. */
export function forwardEvents(host: WorkspaceHost, emit: (name: string, payload: unknown) => void): void {
  host.on('worker', ({ error, ...event }) =>
    emit('worker', { ...event, ...(error && { error: serializeError(error) }) }),
  );
  host.on('waiting', (text) => emit('waiting', text));
}
