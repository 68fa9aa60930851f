import type { FunctionClient } from '@plugin-isolation/plugin-worker/internal/connect';
import { connectFunctions } from '@plugin-isolation/plugin-worker/internal/connect';
import { describeVariables } from '../discovery/host-identity';
import type { HostRecord } from '../discovery/record-file';
import { hostEnded, hostMismatch, hostSilent } from '../errors/host-error-texts';
import { receiveEvents } from '../host/forward-events';
import { createHostClient } from '../host/host-api';
import type { HostEvent, HostListener } from '../host/host-event';
import type { OtherAnswer } from '../host/other-environments';
import { ANSWER_MS, answersWithin } from '../timing/answers-within';
import type { HostLink } from './host-link';
import { keepLine } from './last-graph';

/** A host that another process serves, and that this process is connected to. */
export interface ServedHost extends HostLink {
  readonly record: HostRecord;
  /** Resolves when that process is gone, or this one has let it go. */
  readonly ended: Promise<void>;
  /** Those of these variables on which its answers depend, or may depend as far as it knows. */
  variablesThatMatter(names: string[]): Promise<string[]>;
  /**
   * The link for a client that has others of these variables.
   * @throws {HostMismatchError} if an answer depends on one of them: that is known when the answer is there.
   */
  withOther(names: string[]): ServedHost;
}

/**
 * Connects to the host that wrote this record.
 * @throws {WorkspaceError} `HOST_SILENT` if it is there and does not answer; another error if it is gone.
 */
export async function connectToHost(record: HostRecord, listener: HostListener): Promise<ServedHost> {
  const { root, pid, address, token } = record;
  const waiting = new AbortController();
  const onEvent = receiveEvents((event) => listener(withHost(event, pid)));
  const { signal } = waiting;
  const connecting = connectFunctions({ address, token, onEvent, onAnswer: keepLine, signal });
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

/** Tokens of hosts that this process has asked for single hooks: these run for no client with other variables. */
const strangers = new Set<string>();

function linkTo(record: HostRecord, client: FunctionClient, others: string[] = []): ServedHost {
  const ask = (name: string, args: unknown[]) => call(record, client, name, args);
  const askOther = async (name: string, args: unknown[]) => {
    const other = (await ask('answerOther', [others, name, args])) as OtherAnswer;
    if ('answer' in other) return other.answer;
    // The next request looks for another host.
    client.close();
    if (name === 'runHook') strangers.add(record.token);
    throw hostMismatch(record.root, record.pid, describeVariables(other.variables));
  };
  return {
    record,
    api: createHostClient(others.length > 0 ? askOther : ask),
    variablesThatMatter: async (names) =>
      strangers.has(record.token) ? names : ((await ask('variablesThatMatter', [names])) as string[]),
    withOther: (names) => linkTo(record, client, names),
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
