import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { listen } from './listen';
import { createSocketAddress } from './socket-address';

export interface SocketTrial {
  /** Where a socket can be bound; `undefined` if nowhere. On Windows the namespace of pipes. */
  directory: string | undefined;
  /** Why the places before it can't be used. */
  refusals: string[];
}

/** Binds a socket as a worker does, and lets it go. What others have left there stays. */
export async function tryPrivateSocket(): Promise<SocketTrial> {
  const place = createSocketAddress({ isTrial: true });
  if (place.address === null) return { directory: undefined, refusals: place.refusals };
  const server = createServer();
  try {
    await listen(server, place.address);
    await new Promise((resolve) => server.close(resolve));
    return { directory: dirname(place.address), refusals: place.refusals };
  } catch (error) {
    return { directory: undefined, refusals: [...place.refusals, (error as Error).message] };
  }
}
