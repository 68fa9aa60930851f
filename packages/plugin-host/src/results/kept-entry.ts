import type { Capabilities, HookName } from '@plugin-isolation/plugin-worker';
import { HOOK_NAMES } from '@plugin-isolation/plugin-worker/internal/protocol';
import { isInput, type Input } from '@plugin-isolation/plugin-worker/internal/inputs';

/** Another one, and nothing that was written before is read. */
export const FORMAT = 3;

/** What a hook gave, and for what. */
export interface KeptCall {
  /** Digest of the arguments: without parts, which are inputs, if it is known which of them were read. */
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

/** Whether it is what it is declared to be. What is in results is checked when a hook gives them. */
export function isKeptEntry(value: unknown): boolean {
  if (!isObject(value) || value['format'] !== FORMAT) return false;
  const { inputs, files, stamp, calls, capabilities } = value;
  return (
    ['launch', 'file', 'resolution', 'name'].every((name) => typeof value[name] === 'string') &&
    [files, stamp].every((text) => text === undefined || typeof text === 'string') &&
    isObject(capabilities) &&
    Array.isArray(inputs) &&
    inputs.every(isInput) &&
    isObject(calls) &&
    Object.values(calls).every(isCall)
  );
}

function isCall(value: unknown): boolean {
  return isObject(value) && typeof value['args'] === 'string' && typeof value['result'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A plugin may keep in one hook what it uses in those that come later. */
export function callsBefore(hook: HookName, calls: KeptEntry['calls']): KeptEntry['calls'] {
  const earlier = HOOK_NAMES.slice(0, HOOK_NAMES.indexOf(hook));
  return Object.fromEntries(earlier.flatMap((name) => (calls[name] ? [[name, calls[name]]] : [])));
}
