import { constants } from 'node:os';
import { findRoot } from '../config/find-root';
import { identify } from '../discovery/host-identity';
import { serveHost } from '../serve/serve-host';
import { watchWorkspace } from '../watch/watch-workspace';
import { EXIT_CODES, type CommonOptions } from './command';
import { openHost } from './open-host';
import type { Output } from './output';
import { showWatch } from './watch-output';

/**
 * Serves a host and says what each change of the workspace did, until it is asked to stop, the workspace is gone, or
 * nobody reads its stdout any more. Returns the exit code.
 */
export async function runWatch(options: CommonOptions, output: Output): Promise<number> {
  const root = findRoot(options.root);
  // Before this process is bound to the root.
  const identity = identify(root, process.env);
  const host = openHost({ ...options, root }, output);
  host.events.listen((event) => {
    if (event.type === 'waiting') output.note(`${event.sentence}\n`);
  });
  const stopping = new AbortController();
  let exitCode: number = EXIT_CODES.done;
  const stop = () => stopping.abort();
  const server = await serveHost(host, identity, stopping);
  const ignoreSignals = onSignals((signal) => {
    exitCode = 128 + constants.signals[signal];
    stop();
  });
  try {
    output.lost.addEventListener('abort', stop);
    const why = await watchWorkspace(host, showWatch(output), stopping.signal);
    if (why === 'gone') exitCode = EXIT_CODES.badInput;
  } finally {
    await host.close();
    await server.close();
    ignoreSignals();
  }
  return exitCode;
}

/** Ctrl-C, a closed terminal and `kill` end it as `plugin-host stop` does, with a code that says so. */
function onSignals(stop: (signal: NodeJS.Signals) => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
