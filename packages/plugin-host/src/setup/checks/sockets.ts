import { tmpdir } from 'node:os';
import { tryPrivateSocket } from '@plugin-isolation/plugin-worker/internal/private-directory';
import { good, warning, type Finding } from '../finding';

/** Binds a socket as a worker does, in the place that it would take, and lets it go. */
export async function checkSockets(): Promise<Finding[]> {
  const { directory, refusals } = await tryPrivateSocket();
  const passedOver = refusals.map((refusal) =>
    warning('sockets', `a place for sockets is passed over: ${refusal}`, todoFor(directory)),
  );
  if (directory !== undefined)
    return [good('sockets', `a private socket can be bound in ${directory}`), ...passedOver];
  const found = `no private socket can be bound (${refusals.join('; ')}): requests go over a pipe instead`;
  const todo = `Name a directory of yours with PLUGIN_ISOLATION_SOCKET_DIRECTORY if \`watch\` shall serve its host.`;
  return [warning('sockets', found, todo)];
}

function todoFor(directory: string | undefined): string {
  const isSet = process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] !== undefined;
  if (isSet) return 'Correct PLUGIN_ISOLATION_SOCKET_DIRECTORY, or unset it.';
  const other = directory === undefined ? '' : `Nothing has to be done: ${directory} serves as well. `;
  return `${other}To use it, correct that, or name a shorter TMPDIR than ${tmpdir()}.`;
}
