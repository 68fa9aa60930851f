import { setMaxListeners } from 'node:events';
import {
  serveFunctions,
  type FunctionServer,
  type ServedFunctions,
} from '@plugin-isolation/plugin-worker/internal/serve';
import { findServedHost } from '../client/find-served-host';
import type { Identity } from '../discovery/host-identity';
import { writeRecord } from '../discovery/host-record';
import { removeRecord, type HostRecord } from '../discovery/record-file';
import { hostEnded, hostNotServable, hostServedAlready } from '../errors/host-error-texts';
import { forwardEvents } from '../host/forward-events';
import { createHostApi, type HostApi } from '../host/host-api';
import { answerOthers, type OtherEnvironments } from '../host/other-environments';
import type { WorkspaceHost } from '../host/workspace-host';
import { untilAborted } from '../timing/until-aborted';

export interface HostServer {
  /** Ends the connections of clients. Nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Serves a host of this process to others of this user, until it is closed. Once `stopping` aborts, nobody is answered
 * any more: what a host gives while its workers are stopped is no answer.
 * @throws {WorkspaceError} `HOST_SERVED` if another process serves this root, or no socket can be made.
 */
export async function serveHost(
  host: WorkspaceHost,
  identity: Identity,
  stopping: AbortController,
): Promise<HostServer> {
  const startedAt = new Date().toISOString();
  const ended = new AbortController();
  // Each request that is pending listens.
  setMaxListeners(0, ended.signal);
  const api = createHostApi(
    () => host,
    () => Promise.resolve(stopping.abort()),
  );
  const others = answerOthers(api, (names) => host.variablesThatMatter(names));
  const served = serveUntil(ended.signal, { ...api, ...others });
  const server = await serveFunctions(served).catch((error: Error) => {
    throw hostNotServable(host.root, error);
  });
  const { address, token } = server;
  const record: HostRecord = { root: host.root, pid: process.pid, address, token, startedAt, ...identity };
  const file = await register(record, server);
  forwardEvents(host.events, server.emit);
  const endAnswers = () => {
    removeRecord(file, record);
    ended.abort(hostEnded(host.root, process.pid));
  };
  stopping.signal.addEventListener('abort', endAnswers, { once: true });
  return {
    close: () => {
      endAnswers();
      return server.close();
    },
  };
}

/** The table as functions of a server. Once `ended` aborts, every request rejects with its reason. */
function serveUntil(ended: AbortSignal, { stop, ...api }: HostApi & OtherEnvironments): ServedFunctions {
  const answers = Object.entries(api).map(
    ([name, answer]: [string, (...args: never[]) => Promise<unknown>]) => {
      const serve = (args: unknown[]) => {
        ended.throwIfAborted();
        return untilAborted(answer(...(args as never[])), ended);
      };
      return [name, serve] as const;
    },
  );
  return { ...Object.fromEntries(answers), stop };
}

/** Looking for another host removes the record of one that is gone. */
async function register(record: HostRecord, server: FunctionServer): Promise<string> {
  try {
    for (;;) {
      const file = writeRecord(record, record.address);
      if (file !== undefined) return file;
      const other = await findServedHost(record.root);
      if (!other) continue;
      await other.release();
      throw hostServedAlready(record.root, other.record.pid);
    }
  } catch (error) {
    await server.close();
    throw error;
  }
}
