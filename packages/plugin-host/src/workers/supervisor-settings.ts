import type { LogHandler } from '@plugin-isolation/plugin-worker';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import type { KeptResults } from '../results/kept-results';
import type { launchEntry, OnProfile } from './launch-entry';
import type { WorkerStateEvent } from './worker-state-event';

/** What a supervisor is given, the same for all of its workers. */
export interface SupervisorSettings {
  root: string;
  launch: LaunchConfiguration;
  onLog?: LogHandler | undefined;
  onProfile?: OnProfile | undefined;
  onWorker(event: WorkerStateEvent): void;
  /** Where results of an entry are kept. Default: nowhere. */
  results?: (entry: PluginEntry) => KeptResults;
  /** What launches a worker. Default: {@link launchEntry}, a process. */
  launchWorker?: typeof launchEntry;
}
