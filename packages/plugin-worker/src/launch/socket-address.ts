import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, unlinkSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with the final zero. */
const MAX_PATH_BYTES = 103;

/**
 * A fresh address for one worker's socket: a path in a directory of mode 0700 that belongs to this user and is no symlink, or
 * a named pipe on Windows. Candidates are tried in turn, as `TMPDIR` may be too long or belong to somebody else.
 * `null` where none fits: the requests go over the lifeline then.
 */
export function createSocketAddress(): string | null {
  const name = `${process.pid}-${randomBytes(6).toString('hex')}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\plugin-isolation-${name}`;
  for (const directory of candidateDirectories()) {
    const address = join(directory, `${name}.sock`);
    if (Buffer.byteLength(address) <= MAX_PATH_BYTES && isPrivateDirectory(directory)) {
      removeStaleSockets(directory);
      return address;
    }
  }
  return null;
}

function candidateDirectories(): string[] {
  const bases = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'].filter(
    (base) => base !== undefined && base !== '',
  );
  return [...new Set(bases)].map((base) => join(base!, `plugin-isolation-${userInfo().uid}`));
}

function isPrivateDirectory(directory: string): boolean {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
  }
  try {
    const stats = lstatSync(directory);
    return stats.isDirectory() && stats.uid === userInfo().uid && (stats.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

const sweptDirectories = new Set<string>();

/** Sockets of hosts that are gone; their names start with the host's pid. Once per directory and process. */
function removeStaleSockets(directory: string): void {
  if (sweptDirectories.has(directory)) return;
  sweptDirectories.add(directory);
  try {
    for (const name of readdirSync(directory)) {
      const pid = Number.parseInt(name, 10);
      if (name.endsWith('.sock') && !isAlive(pid)) unlinkSync(join(directory, name));
    }
  } catch {
    // Somebody else sweeps at the same time, which is as good.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
