import { once } from 'node:events';
import type { WorkspaceHost } from '../host/workspace-host';
import { ChangeSource } from './change-source';
import { Watch } from './watch';
import type { WatchEvent } from './watch-event';

/**
 * Computes the graph whenever something changed that it depends on, and tells what came of it, until `signal` aborts.
 * Ends by itself if the workspace is removed or moved, and resolves with that then.
 */
export async function watchWorkspace(
  host: WorkspaceHost,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<'gone' | undefined> {
  const nx = await host.nxAdapter();
  const watch = new Watch(host, tell);
  const changes = new ChangeSource(
    nx,
    host.root,
    (paths) => void watch.onChange(paths),
    () => host.requests.noteChange(),
    ({ message }) => tell({ event: 'unwatched', message }),
  );
  const aborted = (signal.aborted ? Promise.resolve() : once(signal, 'abort')).then(() => undefined);
  changes.start();
  tell({ event: 'watching', root: host.root, pid: process.pid, nx: nx.version });
  void watch.compute();
  const why = await Promise.race([aborted, watch.gone]);
  watch.end();
  await changes.stop();
  tell({ event: 'stopped' });
  return why;
}
