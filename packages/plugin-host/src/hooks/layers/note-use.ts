import type { NxPlugin } from '../../nx/adapter';
import type { Supervisor } from '../../workers/supervisor';
import { around, type Layer } from '../around';

/** Has the supervisor know when its worker was last of use. */
export function noteUse(supervisor: Pick<Supervisor, 'lastUsedMs'>): Layer {
  return (plugin: NxPlugin) =>
    around(plugin, (_, args, next) =>
      next(...args).finally(() => {
        supervisor.lastUsedMs = performance.now();
      }),
    );
}
