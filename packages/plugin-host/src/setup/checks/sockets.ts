import { tryPrivateSocket } from '@plugin-isolation/plugin-worker/internal/private-directory';
import { good, warning, type Finding } from '../finding';

/** Binds a socket as a worker does, in the place that it would take, and lets it go. */
export async function checkSockets(): Promise<Finding[]> {
  const { directory, refusals } = await tryPrivateSocket();
  if (directory === undefined) {
    const found = `no private socket can be bound (${refusals.join('; ')}): requests go over a pipe instead`;
    return [warning('sockets', found, `${nextStep()} Without a socket, \`watch\` can't serve its host.`)];
  }
  const todo = `${directory} is taken instead. ${nextStep()}`;
  return [
    good('sockets', `a private socket can be bound in ${directory}`),
    ...refusals.map((refusal) => warning('sockets', `a place for sockets can't be used: ${refusal}`, todo)),
  ];
}

function nextStep(): string {
  const isNamed = process.env['PLUGIN_ISOLATION_SOCKET_DIRECTORY'] !== undefined;
  if (isNamed) return 'Correct PLUGIN_ISOLATION_SOCKET_DIRECTORY, or unset it.';
  return 'Correct that, or name a directory of yours with PLUGIN_ISOLATION_SOCKET_DIRECTORY.';
}
