/** For plugin-host alone, and it may change at any time. Where only this user can leave something for others. */
export { claimPrivateDirectories } from '../socket/socket-address';
export type { Claim } from '../socket/private-directory';
export { tryPrivateSocket } from '../socket/try-socket';
export { findStaleSockets, hasEnded, removeStaleSockets } from '../socket/stale-sockets';
