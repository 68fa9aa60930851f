import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { FileHistory } from '../../files/file-history';
import type { NxPlugin } from '../../nx/adapter';
import type { Supervisor } from '../../workers/supervisor';
import { around, functionOf } from '../around';
import type { CallParts } from '../call-parts';
import { rowOf, type GraphHook, type HookArgs } from '../graph-hooks';

/** What a worker is told besides the arguments of a hook. */
interface Told {
  files: Pick<FileHistory, 'changesFor'>;
  parts: Pick<CallParts, 'of'>;
  onCall?: (worker: HostedPluginWorker, hook: GraphHook) => void;
}

/**
 * The innermost layer: calls the worker that is there. After a crash in one hook, the next worker serves those that
 * come later. The first `createNodes` goes to `worker`, which has just answered. `createNodes` also tells the worker
 * how the index of files changed, and later hooks get their arguments in parts.
 */
export function currentWorker(
  supervisor: Supervisor,
  worker: HostedPluginWorker | undefined,
  { files, parts, onCall }: Told,
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
      onCall?.(current, hook);
      if (hook === 'createNodes') first = undefined;
      const call = functionOf(current.plugin, hook);
      if (!call) return rowOf(hook).nothing();
      const more = hook === 'createNodes' ? files.changesFor(current) : parts.of(hook, args);
      return call(...withOneMore(hook, args, more));
    });
}

function withOneMore<H extends GraphHook>(hook: H, args: HookArgs<H>, more: unknown): HookArgs<H> {
  const own = args.slice(0, hook === 'createDependencies' ? 1 : 2);
  return [...own, more] as unknown as HookArgs<H>;
}
