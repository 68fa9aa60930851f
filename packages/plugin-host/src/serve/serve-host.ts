import { setMaxListeners } from 'node:events';
import {
  serveFunctions,
  type FunctionServer,
  type ServedFunctions,
} from '@plugin-isolation/plugin-worker/serve';
import { hostEnded, hostNotServable, hostServedAlready } from '../errors/error-texts';
import { forwardEvents } from '../host/forward-events';
import { handToNx } from '../host/hand-to-nx';
import { untilAborted } from '../timing/until-aborted';
import type { WorkerStatus } from '../workers/worker-status';
import type { WorkspaceHost } from '../host/workspace-host';
import { describeHost } from '../host/describe-host';
import { findServedHost, type Identity } from '../client/find-served-host';
import { removeRecord, writeRecord, type HostRecord } from '../discovery/host-record';

export interface ServedHost {
  emit: FunctionServer['emit'];
  /** Ends the connections of clients. Nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Serves a host of this process to others of this user, until it is closed. Once `stopping` aborts, nobody is answered any more:
 * what a host gives while its workers are stopped is no answer.
 * @throws {WorkspaceError} `HOST_SERVED` where another process serves this root, or no socket can be made.
 */
export async function serveHost(
  host: WorkspaceHost,
  identity: Identity,
  stopping: AbortController,
): Promise<ServedHost> {
  const startedAt = new Date().toISOString();
  const ended = new AbortController();
  // Each request that is pending listens.
  setMaxListeners(0, ended.signal);
  const functions = { ...answers(host, startedAt, ended.signal), stop: () => stopping.abort() };
  const server = await serveFunctions(functions).catch((error: Error) => {
    throw hostNotServable(host.root, error);
  });
  const { address, token } = server;
  const record: HostRecord = { root: host.root, pid: process.pid, address, token, startedAt, ...identity };
  const file = await register(record).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  forwardEvents(host, server.emit);
  const endAnswers = () => {
    removeRecord(file, record);
    ended.abort(hostEnded(host.root, process.pid));
  };
  stopping.signal.addEventListener('abort', endAnswers, { once: true });
  return {
    emit: server.emit,
    close: () => {
      endAnswers();
      return server.close();
    },
  };
}

/** What a host answers, until `ended` aborts: everybody gets its reason then. */
function answers(host: WorkspaceHost, startedAt: string, ended: AbortSignal): ServedFunctions {
  const untilEnded =
    <T>(work: () => Promise<T>) =>
    () => {
      ended.throwIfAborted();
      return untilAborted(work(), ended);
    };
  return {
    computeProjectGraph: untilEnded(() => host.computeProjectGraph()),
    handToNx: untilEnded(() => handToNx(host)),
    status: untilEnded(() => currentStatus(host)),
    describe: untilEnded(() => describeHost(host, startedAt)),
  };
}

async function currentStatus(host: WorkspaceHost): Promise<WorkerStatus[]> {
  host.reconcile();
  return host.status();
}

/** The record of a host that is gone is removed by looking for it. */
async function register(record: HostRecord): Promise<string> {
  for (;;) {
    const file = writeRecord(record, record.address);
    if (file !== undefined) return file;
    const other = await findServedHost(record.root);
    if (!other) continue;
    other.client.close();
    throw hostServedAlready(record.root, other.record.pid);
  }
}
