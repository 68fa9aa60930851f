import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir, userInfo } from 'node:os';
import { claimPrivateDirectory, type Claim } from './private-directory';
import { createSocketName, removeStaleSockets } from './stale-sockets';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with the final zero. */
const MAX_PATH_BYTES = 103;

export type SocketAddress =
  { address: string; refusals: string[] } | { address: null; refusals: string[]; reason: string };

export interface SocketAddressOptions {
  /** Leaves everything in the directory as it is. */
  isTrial?: boolean;
}

/**
 * A new address for one worker's socket: a path in a private directory, or a named pipe on Windows. The candidates are
 * tried in turn, since `TMPDIR` may be too long or belong to somebody else. If none fits, `reason` says so for each,
 * and the requests go over the lifeline.
 */
export function createSocketAddress({ isTrial = false }: SocketAddressOptions = {}): SocketAddress {
  const name = createSocketName();
  const refusals: string[] = [];
  if (process.platform === 'win32') return { address: `\\\\.\\pipe\\plugin-isolation-${name}`, refusals };
  for (const claim of claimPrivateDirectories()) {
    if (claim.refusal !== undefined) {
      refusals.push(claim.refusal);
      continue;
    }
    const address = join(claim.directory, name);
    if (Buffer.byteLength(address) <= MAX_PATH_BYTES) {
      if (!isTrial) removeStaleSockets(claim.directory);
      return { address, refusals };
    }
    refusals.push(`${address} is longer than the ${MAX_PATH_BYTES} bytes that a socket's path may have`);
  }
  return { address: null, refusals, reason: refusals.join('; ') };
}

/** Our directory in each place that may hold one, in the order in which they are tried. */
export function* claimPrivateDirectories(): Generator<Claim> {
  for (const base of candidateBases())
    yield claimPrivateDirectory(base, `plugin-isolation-${userInfo().uid}`);
}

/** Directories that may hold ours. If `PLUGIN_ISOLATION_SOCKET_DIRECTORY` is set, it is the only one. */
function candidateBases(): string[] {
  const only = process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'];
  if (only) return [only];
  const bases = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'];
  return [...new Set(bases.filter((base) => base !== undefined && base !== ''))] as string[];
}

/** Named pipes end with their process; the file of a socket does not. */
export function removeSocket(address: string): void {
  if (process.platform !== 'win32') rmSync(address, { force: true });
}
