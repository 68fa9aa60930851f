import { serveFunctions, type FunctionServer } from '@plugin-isolation/plugin-worker/serve';
import { hostNotServable, hostServedAlready } from '../error-texts';
import { forwardEvents } from '../host/forward-events';
import { handToNx } from '../host/hand-to-nx';
import type { WorkspaceHost } from '../host/workspace-host';
import { describeHost } from './describe-host';
import { findServedHost, type Identity } from './find-served-host';
import { removeRecord, writeRecord, type HostRecord } from './host-record';

export interface ServedHost {
  readonly address: string;
  emit: FunctionServer['emit'];
  /** Ends the connections of clients. Nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Serves a host of this process to others of this user, until it is closed.
 * @throws {WorkspaceError} `HOST_SERVED` where another process serves this root, or no socket can be made.
 */
export async function serveHost(
  host: WorkspaceHost,
  identity: Identity,
  stop: () => void,
): Promise<ServedHost> {
  const startedAt = new Date().toISOString();
  const server = await serveFunctions({
    computeProjectGraph: () => host.computeProjectGraph(),
    handToNx: () => handToNx(host),
    status: () => {
      host.reconcile();
      return host.status();
    },
    describe: () => describeHost(host, startedAt),
    stop,
  }).catch((error: Error) => {
    throw hostNotServable(host.root, error);
  });
  const { address, token } = server;
  const record: HostRecord = { root: host.root, pid: process.pid, address, token, startedAt, ...identity };
  const file = await register(record).catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  forwardEvents(host, server.emit);
  return {
    address,
    emit: server.emit,
    close: async () => {
      removeRecord(file, record);
      await server.close();
    },
  };
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
