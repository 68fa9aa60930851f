import { join } from 'node:path';
import type { WorkerEvent } from '@plugin-isolation/plugin-worker';
import { connectFunctions, type FunctionClient } from '@plugin-isolation/plugin-worker/serve';
import { locateNx } from '../config/nx-location';
import { hostEnded, hostMismatch, hostNotServed, hostSilent } from '../errors/error-texts';
import { WorkspaceError } from '../errors/errors';
import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStatus } from '../workers/worker-status';
import { ANSWER_MS, answersWithin } from '../timing/answers-within';
import type { HostLink } from './host-link';
import { readRecords, removeRecord, type HostRecord } from '../discovery/host-record';
import { differingVariables, digestEnvironment } from '../discovery/relevant-environment';

export interface ServedHostClient {
  record: HostRecord;
  client: FunctionClient;
}

/** What a host and its client have to have in common. */
export type Identity = Pick<HostRecord, 'version' | 'build' | 'node' | 'nx' | 'environment'>;

export function identify(root: string, env: NodeJS.ProcessEnv): Identity {
  const { directory, version } = locateNx(root);
  return {
    version: (require('../../package.json') as { version: string }).version,
    build: join(__dirname, '..'),
    node: process.version,
    nx: { directory, version },
    environment: digestEnvironment(env),
  };
}

/**
 * Connects to the host that another process serves for this root, if there is one; records of hosts that are gone are removed.
 * @throws {WorkspaceError} `HOST_SILENT` where it is there and does not answer.
 */
export async function findServedHost(
  root: string,
  onEvent: (event: WorkerEvent) => void = () => undefined,
): Promise<ServedHostClient | undefined> {
  for (const { file, record } of readRecords(root)) {
    const { address, token } = record;
    const waiting = new AbortController();
    try {
      const { signal } = waiting;
      const tell = (event: WorkerEvent) => onEvent(withHost(event, record.pid));
      const connecting = connectFunctions({ address, token, onEvent: tell, signal });
      const client = await answersWithin(connecting, ANSWER_MS, () => hostSilent(root, record.pid));
      return { record, client };
    } catch (error) {
      waiting.abort();
      if ((error as { code?: string }).code === 'HOST_SILENT') throw error;
      removeRecord(file, record);
    }
  }
  return undefined;
}

/** What a served host tells, as this process passes it on: who waits is told which process it waits for. */
function withHost(event: WorkerEvent, pid: number): WorkerEvent {
  const { name, payload } = event;
  if (name !== 'waiting') return event;
  return { name, payload: `Served host (pid ${pid}): ${payload as string}` };
}

/** Why this host would not answer as one of this process would, as the end of a sentence; `undefined` where it would. */
function describeMismatch(
  record: HostRecord,
  { version, build, node, nx, environment }: Identity,
): string | undefined {
  if (record.version !== version || record.build !== build)
    return `it runs plugin-host ${record.version} of ${record.build}`;
  if (record.node !== node) return `it runs node ${record.node}`;
  if (record.nx.version !== nx.version || record.nx.directory !== nx.directory)
    return `it loaded nx ${record.nx.version} of ${record.nx.directory}`;
  const differing = differingVariables(record.environment, environment);
  if (differing.length === 0) return undefined;
  return `its environment is another one: ${differing.join(', ')}`;
}

/**
 * Connects to the host that is served for this root, where it would answer as one of this process would.
 * @throws {WorkspaceError} `HOST_NOT_SERVED`, `HOST_SILENT`.
 */
export async function connectServedHost(
  root: string,
  env: NodeJS.ProcessEnv,
  onEvent: (event: WorkerEvent) => void,
): Promise<ServedHostClient> {
  const found = await findServedHost(root, onEvent);
  if (!found) throw hostNotServed(root);
  const mismatch = describeMismatch(found.record, identify(root, env));
  if (mismatch === undefined) return found;
  found.client.close();
  throw hostMismatch(root, found.record.pid, mismatch);
}

/** Whether an error says that there is no served host that can be used. */
export function isNotServed(error: unknown): error is WorkspaceError {
  return error instanceof WorkspaceError && ['HOST_NOT_SERVED', 'HOST_SILENT'].includes(error.code);
}

/**
 * Calls what a served host does for its clients.
 * @throws {HostEndedError} where it ends before it answers, or says that it is about to.
 */
export async function callServedHost({ client, record }: ServedHostClient, name: string): Promise<unknown> {
  const ended = () => hostEnded(record.root, record.pid);
  try {
    return await client.call(name, [], ended);
  } catch (error) {
    if ((error as { code?: string }).code !== 'HOST_ENDED') throw error;
    // Whoever asks again looks for the host that is served then.
    client.close();
    throw ended();
  }
}

/** A client's link to a served host. */
export function linkTo(served: ServedHostClient): HostLink {
  const { client } = served;
  const call = (name: string) => callServedHost(served, name);
  return {
    api: {
      computeProjectGraph: () => call('computeProjectGraph') as Promise<ComputedGraph>,
      status: () => call('status') as Promise<WorkerStatus[]>,
    },
    get isOpen() {
      return client.isOpen;
    },
    release: () => Promise.resolve(client.close()),
  };
}
