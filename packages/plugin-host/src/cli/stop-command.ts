import { STOP_TOTAL_MS } from '@plugin-isolation/plugin-worker/internal/launch';
import { findRoot } from '../config/find-root';
import { WorkspaceError } from '../errors/errors';
import { answersWithin } from '../timing/answers-within';
import { findServedHost } from '../client/find-served-host';
import { readRecords } from '../discovery/host-record';
import { EXIT_CODES, type CommonOptions } from './command';
import type { Output } from './output';

/** Time in which a served host ends: its workers climb their ladder at the same time. */
const STOP_HOST_MS = 2 * STOP_TOTAL_MS;

/** Ends the served host and its workers, if there is one. Returns the exit code. */
export async function runStop(options: CommonOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  const pid = await stopServed(root);
  if (output.isJson) output.json({ root, stopped: pid ?? null });
  else output.print(pid === undefined ? `No plugin host of ${root} is served.\n` : `Stopped pid ${pid}.\n`);
  return EXIT_CODES.done;
}

/** Resolves with the pid of the host that was ended. */
async function stopServed(root: string): Promise<number | undefined> {
  try {
    const found = await findServedHost(root);
    if (!found) return undefined;
    const { api, ended, record } = found;
    const asked = api.stop().catch(() => undefined);
    await answersWithin(Promise.all([asked, ended]), STOP_HOST_MS).catch(() => killHost(record.pid));
    return record.pid;
  } catch (error) {
    if (!(error instanceof WorkspaceError) || error.code !== 'HOST_SILENT') throw error;
    // It took the connection, so the pid is still that of the host; its workers end with it.
    const [{ record }] = readRecords(root);
    killHost(record.pid);
    return record.pid;
  }
}

function killHost(pid: number): void {
  process.kill(pid, 'SIGKILL');
}
