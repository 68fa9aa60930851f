import '../protocol/intrinsics';
import { fstatSync, type BigIntStats } from 'node:fs';
import { Socket } from 'node:net';
import { Connection } from '../protocol/connection';
import { PROTOCOL_VERSION, type Params } from '../protocol/methods';
import { acceptHost } from './accept-host';
import { hasOtherSink, setEventSink } from './events';
import {
  endWithHost,
  isOwnDoing,
  lifelineWriter,
  reportFatalErrors,
  reportLastFiles,
  writeOutputAtOnce,
} from './exit';
import { createHandlers, loadedFiles, takePart } from './handlers';
import type { Handlers } from './served';

const LIFELINE_FD = 3;

/** First code in a worker. It imports nothing but node's own modules until it is asked to load a plugin. */
function main(): void {
  const lifeline = openLifeline();
  if (!lifeline) {
    process.stderr.write(
      'This file is the entry of a plugin worker. launchPluginWorker() of @plugin-isolation/plugin-worker starts it,\n' +
        'and holds the other end of its lifeline. Run `plugin-host plugins` to see the workers of a workspace.\n',
    );
    process.exitCode = 1;
    return;
  }
  writeOutputAtOnce();
  const write = lifelineWriter(LIFELINE_FD, lifeline.stat);
  reportFatalErrors(write);
  reportLastFiles(write, loadedFiles);
  const handlers = createHandlers();
  let stopListening: (() => void) | undefined;
  const connection = new Connection(lifeline.socket, {
    handlers: {
      ...handlers,
      initialize: (params, signal) => {
        // The host has given up the socket.
        stopListening?.();
        return handlers.initialize(params, signal);
      },
    },
    onPart: takePart,
    onNotification: (method, params) => {
      if (method === 'hello') stopListening ??= listen(connection, params as Params<'hello'>, handlers);
    },
    // Without the lifeline a plugin that has closed it is still served over its socket.
    onEnd: (error) => {
      if (!hasOtherSink(connection) || !isOwnDoing(error)) endWithHost(error);
    },
  });
  setEventSink(connection);
}

interface Lifeline {
  socket: Socket;
  stat: BigIntStats;
}

function openLifeline(): Lifeline | undefined {
  try {
    // As bigint. Otherwise node's cached realpath takes the result for the socket for that of the next directory that
    // it looks at.
    const stat = fstatSync(LIFELINE_FD, { bigint: true });
    if (!stat.isSocket() && !stat.isFIFO()) return undefined;
    return { socket: new Socket({ fd: LIFELINE_FD, readable: true, writable: true }), stat };
  } catch {
    return undefined;
  }
}

/** Listens at the host's address, or says why it can't: requests then go over the lifeline. */
function listen(lifeline: Connection, hello: Params<'hello'>, handlers: Handlers): () => void {
  const { address, token } = hello;
  const ready = (result: Pick<Params<'ready'>, 'address' | 'reason'>) =>
    lifeline.notify('ready', { pid: process.pid, protocol: PROTOCOL_VERSION, ...result });
  if (address === null) {
    ready({ address: null, reason: 'no address' });
    return () => undefined;
  }
  return acceptHost({
    address,
    token,
    handlers,
    onPart: takePart,
    onListening: () => ready({ address }),
    onRefused: (reason) => ready({ address: null, reason }),
    onHost: setEventSink,
    onEnd: endWithHost,
  });
}

main();
