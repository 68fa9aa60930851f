import type { HostConfiguration } from '../config/host-configuration';
import { isSameJson } from '../config/is-same-json';
import type { FileSnapshot } from '../files/file-snapshot';
import type { KeptResults } from '../results/kept-results';
import type { WorkspaceNow } from '../results/kept-results-settings';
import type { Supervisor } from '../workers/supervisor';
import type { Computation } from './compute-graph';

interface Kept {
  computation: Computation;
  configuration: HostConfiguration;
  /** Whether no file was written since the index of that graph. Not asked yet, if it is there. */
  isUntouched?: (() => boolean) | undefined;
}

/** What is known of a plugin. */
type KnownPlugin = Pick<Supervisor, 'isHookless' | 'answeringWorker'> & {
  results: Pick<KeptResults, 'isKept' | 'reason' | 'ask'> | undefined;
};

/** The last graph. It is the answer again if no hook has to run, and what Nx's own plugins read is as it was. */
export class KeptGraph {
  #kept: Kept | undefined;

  get isKept(): boolean {
    return this.#kept !== undefined;
  }

  /** A partial graph is not kept, nor one with a hook that has to run each time. */
  keep(
    computation: Computation,
    configuration: HostConfiguration,
    plugins: KnownPlugin[],
    isUntouched: () => boolean,
  ): void {
    const isWhole = computation.computed.errors.length === 0;
    const isKept = isWhole && plugins.every(({ isHookless, results }) => isHookless || results?.isKept);
    this.#kept = isKept ? { computation, configuration, isUntouched } : undefined;
  }

  /**
   * What a hook has read of a file that was written meanwhile is not what the index says, even if that is true again.
   * All files are looked at: whoever waits for that graph does not wait for this.
   */
  check(): void {
    if (this.#kept?.isUntouched?.() === false) this.#kept = undefined;
    if (this.#kept) this.#kept.isUntouched = undefined;
  }

  drop(): void {
    this.#kept = undefined;
  }

  /** `takeSnapshot` makes an index, and is not called if something else has changed. */
  async find(
    configuration: HostConfiguration,
    plugins: KnownPlugin[],
    takeSnapshot: () => Promise<FileSnapshot>,
    now: WorkspaceNow,
  ): Promise<Computation | undefined> {
    this.check();
    const kept = this.#kept;
    if (!kept || !isSameJson(configuration, kept.configuration)) return undefined;
    if (plugins.some(({ isHookless, results }) => !isHookless && results?.reason !== undefined))
      return undefined;
    const { digest } = await takeSnapshot();
    if (digest !== kept.computation.snapshot.digest) return undefined;
    for (const plugin of plugins) if (!(await hasNothingToDo(plugin, now))) return undefined;
    return kept.computation;
  }
}

async function hasNothingToDo(plugin: KnownPlugin, now: WorkspaceNow): Promise<boolean> {
  if (!plugin.isHookless) return (await plugin.results?.ask(now)) ?? false;
  // Its source may have a hook now.
  await plugin.answeringWorker().catch(() => undefined);
  return plugin.isHookless;
}
