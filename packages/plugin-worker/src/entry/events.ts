import type { Connection } from '../protocol/connection';

let sink: Connection | undefined;

/** The connection that events go out on: the lifeline first, the host's socket once it is there. */
export function setEventSink(connection: Connection): void {
  sink = connection;
}

/** Whether the host is connected by another connection than this one. */
export function hasOtherSink(connection: Connection): boolean {
  return sink !== undefined && sink !== connection;
}

/** Sends an event to the host, if there is one. */
export function tellHost(name: string, payload: unknown): void {
  sink?.notify('event', { name, payload });
}
