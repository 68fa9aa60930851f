import type { WorkerEvent } from '@plugin-isolation/plugin-worker';
import type { HostEvent, HostEvents, HostListener } from './host-event';

/** Name of the one event of the protocol that carries events of a host. */
const NAME = 'host';

type TravellingEvent = Extract<HostEvent, { type: 'log' | 'worker' | 'waiting' }>;

/** Tells clients in other processes what happens here. Graphs and errors reach them as answers to their requests. */
export function forwardEvents(events: HostEvents, emit: (name: string, payload: unknown) => void): void {
  events.listen((event) => {
    if (travels(event)) emit(NAME, event);
  });
}

/** The other end of {@link forwardEvents}. */
export function receiveEvents(listener: HostListener): (event: WorkerEvent) => void {
  return ({ name, payload }) => {
    if (name === NAME) listener(payload as TravellingEvent);
  };
}

function travels(event: HostEvent): event is TravellingEvent {
  return event.type === 'log' || event.type === 'worker' || event.type === 'waiting';
}
