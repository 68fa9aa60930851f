import { chmodSync } from 'node:fs';
import type { Server } from 'node:net';

/**
 * Listens for this user alone. Rejects if the system refuses the socket; node's permission model does so by a throw.
 */
export async function listen(server: Server, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Errors of a later accept, such as EMFILE, end nothing: the peer tries again.
    server.on('error', reject).listen(address, resolve);
  });
  if (process.platform !== 'win32') chmodSync(address, 0o600);
}
