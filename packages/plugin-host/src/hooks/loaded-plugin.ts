import type { Capabilities, HookName } from '@plugin-isolation/plugin-worker';
import { HOOK_NAMES } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { NxPlugin } from '../nx/adapter';

/** A plugin of `nx.json` that is loaded, as data: what another process needs to stand in for it. */
export interface LoadedPlugin {
  /** As `nx.json` names it. */
  plugin: string;
  /** Its position in `nx.json`. */
  index: number;
  /** As the plugin names itself. */
  name: string;
  capabilities: Capabilities;
}

export function describeLoadedPlugin(plugin: NxPlugin): LoadedPlugin {
  return {
    plugin: plugin.entry ?? plugin.name,
    index: plugin.index!,
    name: plugin.name,
    capabilities: capabilitiesOf(plugin),
  };
}

function capabilitiesOf(plugin: NxPlugin): Capabilities {
  const has = HOOK_NAMES.filter((hook) => plugin[hook] !== undefined);
  return Object.fromEntries(has.map((hook) => [hook, capability(plugin, hook)]));
}

/** Of a hook with a pattern, that is the pattern. */
function capability(plugin: NxPlugin, hook: HookName): string | true {
  const given: unknown = plugin[hook];
  return Array.isArray(given) ? (given[0] as string) : true;
}
