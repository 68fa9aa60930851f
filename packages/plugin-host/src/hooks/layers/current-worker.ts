import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { FileHistory } from '../../files/file-history';
import type { NxPlugin } from '../../nx/adapter';
import type { Supervisor } from '../../workers/supervisor';
import { around, functionOf } from '../around';
import { rowOf, type GraphHook, type HookArgs } from '../graph-hooks';

/**
 * The innermost layer: calls the worker that is there. After a crash in one hook, the next worker serves those that
 * come later. The first `createNodes` goes to `worker`, which has just answered. `createNodes` also tells the worker
 * how the index of files changed.
 */
export function currentWorker(
  supervisor: Supervisor,
  worker: HostedPluginWorker | undefined,
  files: Pick<FileHistory, 'changesFor'>,
  onCall: (worker: HostedPluginWorker) => void = () => undefined,
): (plugin: NxPlugin) => NxPlugin {
  let first = worker;
  let isAnswering = worker !== undefined;
  const next = () => {
    if (isAnswering) return supervisor.worker();
    isAnswering = true;
    return supervisor.answeringWorker();
  };
  return (plugin) =>
    around(plugin, async (hook, args) => {
      const current = (hook === 'createNodes' && first) || (await next());
      onCall(current);
      if (hook === 'createNodes') first = undefined;
      const call = functionOf(current.plugin, hook);
      if (!call) return rowOf(hook).nothing();
      return call(...(hook === 'createNodes' ? withChanges(args, files.changesFor(current)) : args));
    });
}

function withChanges<H extends GraphHook>(args: HookArgs<H>, changes: unknown): HookArgs<H> {
  return [...args.slice(0, 2), changes] as unknown as HookArgs<H>;
}
