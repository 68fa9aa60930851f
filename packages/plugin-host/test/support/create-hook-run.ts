import { CallParts } from '../../src/hooks/call-parts';
import { HookRun, type HookRunSettings } from '../../src/hooks/hook-run';
import type { Work } from '../../src/timing/busy-plugins';
import { CONTEXT } from './fake-worker';

/** A run over the hooks of plugins, each of which is given `a.json` and `b.json`. */
export function createHookRun(changes: Partial<HookRunSettings> = {}) {
  const begun: Pick<Work, 'plugin' | 'hook'>[] = [];
  const controller = new AbortController();
  const run = new HookRun({
    nx: {
      dataDirectory: '/nowhere',
      matchFiles: () => Promise.resolve(['a.json', 'b.json']),
      createNodesContext: () => CONTEXT,
      askIndex: () => Promise.resolve(undefined),
    },
    nxJson: {},
    startedAt: performance.now(),
    busy: { begin: (plugin, hook) => (begun.push({ plugin, hook }), () => undefined) },
    signal: controller.signal,
    files: { changesFor: () => undefined },
    parts: new CallParts(),
    listed: () => Promise.resolve({ digest: '' }),
    ...changes,
  });
  return { run, begun, controller };
}
