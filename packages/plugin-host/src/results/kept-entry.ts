import type { Capabilities } from '@plugin-isolation/plugin-worker';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';

/** Another one, and nothing that was written before is read. */
export const FORMAT = 1;

/** What a hook gave, and for what. */
export interface KeptCall {
  /** Digest of the arguments. */
  args: string;
  /** As JSON: whoever gets it may change it. */
  result: string;
}

/** What the hooks of one entry of `nx.json` gave last, and everything that it depends on. */
export interface KeptEntry {
  format: number;
  /** Digest of what decides how the plugin is launched. */
  launch: string;
  /** Absolute path of the plugin, and what decided that it is this one. */
  file: string;
  resolution: string;
  /** The plugin's own name. */
  name: string;
  capabilities: Capabilities;
  /** What the process had seen after its last call. */
  inputs: Input[];
  /** Digest of the workspace's files, if they have to be as they were. */
  files?: string;
  calls: Record<string, KeptCall>;
  /** Digest of all but the inputs. */
  stamp?: string;
}
