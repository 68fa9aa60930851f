import { join, sep } from 'node:path';
import { isSameJson } from '../config/is-same-json';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import type { NxPlugin } from '../nx/adapter';
import type { NxHost } from './nx-host';
import { CALLED, type LoadingShape } from './seams';
import { standIn, type PluginDefinition } from './stand-in';

type LoadPlugin = (plugin: PluginDefinition, root: string, index?: number) => Promise<unknown>;

interface NxOfRoot {
  root: string;
  /** Where the compiled modules of this nx are. */
  source: string;
}

/**
 * Whoever asks nx for the plugins of `nx.json` gets what stands in for them. Nx keeps its own caching and its texts.
 * The plugins that are part of nx are loaded here, as nx itself does it without isolation.
 */
export function replaceLoading(
  exports: Record<string, unknown>,
  { name, givesPlugin }: LoadingShape,
  host: Pick<NxHost, 'loadedPlugin' | 'runHook'>,
  { root, source }: NxOfRoot,
): void {
  const load = async (definition: PluginDefinition, given: number | undefined): Promise<NxPlugin> => {
    const plugin = typeof definition === 'string' ? definition : definition.plugin;
    const index = given ?? findIndex(definition, root);
    const loaded = await host.loadedPlugin(plugin, index);
    return standIn(definition, loaded, (hook, args) => host.runHook({ plugin: index, hook, args }));
  };
  const loadPlugin: LoadPlugin = async (definition, of, index) => {
    if (isCore(definition, source)) return inProcess(source)(definition, of, index);
    const loading = load(definition, index);
    return givesPlugin ? loading : [loading, () => undefined];
  };
  exports[name] = loadPlugin;
}

/** Up to Nx 22.1, Nx does not say which entry it means. Equal ones are one plugin to it then. */
function findIndex(definition: PluginDefinition, root: string): number {
  const { plugin, options, include, exclude } =
    typeof definition === 'string' ? { plugin: definition } : (definition as Record<string, unknown>);
  const wanted = { plugin, options, include, exclude };
  const entries = readPluginEntries(readNxJson(root));
  const isMeant = (entry: (typeof entries)[number]) =>
    isSameJson(
      { plugin: entry.plugin, options: entry.options, include: entry.include, exclude: entry.exclude },
      wanted,
    );
  return entries.find(isMeant)?.index ?? -1;
}

/** Nx names its own plugins by their paths. */
function isCore(definition: PluginDefinition, source: string): boolean {
  return typeof definition === 'string' && definition.startsWith(source + sep);
}

function inProcess(source: string): LoadPlugin {
  return (require(join(source, CALLED.inProcess)) as { loadNxPlugin: LoadPlugin }).loadNxPlugin;
}
