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

/**
 * Tells the process that launched this one that something happened: it reaches `onEvent` of `launchWorker`. `payload`
 * travels as JSON. Without a launcher, as in a unit test, nothing happens.
 */
export function emitEvent(name: string, payload: unknown): void {
  sink?.notify('event', { name, payload });
}
