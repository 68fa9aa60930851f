import type { HookName } from '@plugin-isolation/plugin-worker';
import type { LaunchConfiguration } from '../config/host-configuration';
import type { PluginEntry } from '../config/plugin-entries';
import type { CallArguments } from './call-arguments';
import type { AskIndex } from './input-check';
import type { KeptCall } from './kept-entry';
import type { ObservedWorker } from './worker-memory';

export interface KeptResultsSettings {
  root: string;
  entry: PluginEntry;
  launch: LaunchConfiguration;
  nxVersion: string;
  /** Nx's directory for data of this workspace. */
  dataDirectory: string;
  /** What workers inherit. Default: this process's environment. */
  env?: NodeJS.ProcessEnv;
}

/** What there is to ask about the workspace as it is now. */
export interface WorkspaceNow {
  /** Digest of the answer to a question to Nx's index; `undefined` if there is none. */
  askIndex: AskIndex;
  /** Digest of all files of the index. */
  filesDigest: () => Promise<string>;
}

/** A hook that has just given something. */
export interface DoneCall extends Pick<KeptCall, 'result'> {
  hook: HookName;
  args: CallArguments;
  worker: ObservedWorker;
  /** The {@link KeptResults.request} that it was called for. */
  request: number;
}
