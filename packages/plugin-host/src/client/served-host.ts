import type { FunctionClient } from '@plugin-isolation/plugin-worker/internal/connect';
import { connectFunctions } from '@plugin-isolation/plugin-worker/internal/connect';
import type { HostRecord } from '../discovery/host-record';
import { hostEnded, hostSilent } from '../errors/host-error-texts';
import { receiveEvents } from '../host/forward-events';
import { createHostClient } from '../host/host-api';
import type { HostEvent, HostListener } from '../host/host-event';
import { ANSWER_MS, answersWithin } from '../timing/answers-within';
import type { HostLink } from './host-link';

/** A host that another process serves, and that this process is connected to. */
export interface ServedHost extends HostLink {
  readonly record: HostRecord;
  /** Resolves when that process is gone, or this one has let it go. */
  readonly ended: Promise<void>;
}

/**
 * Connects to the host that wrote this record.
 * @throws {WorkspaceError} `HOST_SILENT` if it is there and does not answer; another error if it is gone.
 */
export async function connectToHost(record: HostRecord, listener: HostListener): Promise<ServedHost> {
  const { root, pid, address, token } = record;
  const waiting = new AbortController();
  const onEvent = receiveEvents((event) => listener(withHost(event, pid)));
  const connecting = connectFunctions({ address, token, onEvent, signal: waiting.signal });
  try {
    const client = await answersWithin(connecting, ANSWER_MS, () => hostSilent(root, pid));
    return linkTo(record, client);
  } catch (error) {
    waiting.abort();
    throw error;
  }
}

/** Somebody who waits is told which process it waits for. */
function withHost(event: HostEvent, pid: number): HostEvent {
  if (event.type !== 'waiting') return event;
  return { ...event, sentence: `Served host (pid ${pid}): ${event.sentence}` };
}

function linkTo(record: HostRecord, client: FunctionClient): ServedHost {
  return {
    record,
    api: createHostClient((name, args) => call(record, client, name, args)),
    isOwn: false,
    get isOpen() {
      return client.isOpen;
    },
    ended: client.ended,
    release: () => Promise.resolve(client.close()),
  };
}

/** @throws {HostEndedError} if that host ends before it answers, or says that it is about to. */
async function call(
  { root, pid }: HostRecord,
  client: FunctionClient,
  name: string,
  args: unknown[],
): Promise<unknown> {
  const ended = () => hostEnded(root, pid);
  try {
    return await client.call(name, args, ended);
  } catch (error) {
    if ((error as { code?: string }).code !== 'HOST_ENDED') throw error;
    // The next request looks for the host that is served then.
    client.close();
    throw ended();
  }
}
