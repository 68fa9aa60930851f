import {
  describeMismatch,
  describeVariables,
  identify,
  withDotenv,
  type Identity,
} from '../discovery/host-identity';
import { readRecords } from '../discovery/host-record';
import { removeRecord } from '../discovery/record-file';
import { differingVariables } from '../discovery/relevant-environment';
import { hostMismatch, hostNotServed, hostSilent } from '../errors/host-error-texts';
import { WorkspaceError } from '../errors/errors';
import type { HostListener } from '../host/host-event';
import { ANSWER_MS, answersWithin } from '../timing/answers-within';
import { connectToHost, type ServedHost } from './served-host';

/**
 * Connects to the host that another process serves for this root, if there is one. Removes the records of hosts that
 * are gone.
 * @throws {WorkspaceError} `HOST_SILENT` if it is there and does not answer.
 */
export async function findServedHost(
  root: string,
  listener: HostListener = () => undefined,
): Promise<ServedHost | undefined> {
  for (const { file, record } of readRecords(root)) {
    try {
      return await connectToHost(record, listener);
    } catch (error) {
      if ((error as { code?: string }).code === 'HOST_SILENT') throw error;
      removeRecord(file, record);
    }
  }
  return undefined;
}

/**
 * Connects to the host that is served for this root, if it would answer as one of this process would.
 * @throws {WorkspaceError} `HOST_NOT_SERVED`, `HOST_SILENT`.
 */
export async function connectServedHost(
  root: string,
  env: NodeJS.ProcessEnv,
  listener: HostListener,
): Promise<ServedHost> {
  const found = await findServedHost(root, listener);
  if (!found) throw hostNotServed(root);
  try {
    return await admit(found, ...withDotenv(root, { host: found.record, client: identify(root, env), env }));
  } catch (error) {
    await found.release();
    throw error;
  }
}

/**
 * The link to a host for this client, whose variables may be others if none of them matters to the host.
 * @throws {HostMismatchError}
 */
async function admit(found: ServedHost, host: Identity, client: Identity): Promise<ServedHost> {
  const { root, pid } = found.record;
  const mismatch = describeMismatch(host, client);
  if (mismatch !== undefined) throw hostMismatch(root, pid, mismatch);
  const names = differingVariables(host.environment, client.environment);
  if (names.length === 0) return found;
  const matter = await answersWithin(found.variablesThatMatter(names), ANSWER_MS, () =>
    hostSilent(root, pid),
  );
  if (matter.length > 0) throw hostMismatch(root, pid, describeVariables(matter));
  return found.withOther(names);
}

/** Whether an error says that there is no served host that can be used. */
export function isNotServed(error: unknown): error is WorkspaceError {
  return error instanceof WorkspaceError && ['HOST_NOT_SERVED', 'HOST_SILENT'].includes(error.code);
}
