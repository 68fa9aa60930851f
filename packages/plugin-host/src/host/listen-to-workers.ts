import { serializeError } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { BusyPlugins } from '../timing/busy-plugins';
import type { WorkerStateEvent } from '../workers/worker-state-event';
import type { HostEvents } from './host-event';

/** For the workers of one entry: passes their events on, and knows when they load. */
export function listenToWorkers(
  events: HostEvents,
  busy: Pick<BusyPlugins, 'begin'>,
): (event: WorkerStateEvent) => void {
  let endLoad = () => {};
  return (event) => {
    endLoad();
    if (event.type === 'starting') endLoad = busy.begin(event.plugin, 'load');
    const worker = 'error' in event ? { ...event, error: serializeError(event.error) } : event;
    events.tell({ type: 'worker', worker });
  };
}
