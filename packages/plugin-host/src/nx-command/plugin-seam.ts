import { join, sep } from 'node:path';
import { isSameJson } from '../config/is-same-json';
import { readPluginEntries } from '../config/plugin-entries';
import { readNxJson } from '../config/read-nx-json';
import type { NxPlugin } from '../nx/adapter';
import type { Exports, Replacements } from './after-load';
import type { NxHost } from './nx-host';
import type { Seams } from './seams';
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
  { loading, isolation, inProcess }: Seams,
  host: Pick<NxHost, 'loadedPlugin' | 'runHook'>,
  { root, source }: NxOfRoot,
): Replacements {
  const standInFor = async (definition: PluginDefinition, index: number): Promise<NxPlugin> => {
    const plugin = typeof definition === 'string' ? definition : definition.plugin;
    const loaded = await host.loadedPlugin(plugin, index);
    return standIn(definition, loaded, (hook, args) => host.runHook(index, hook, args));
  };
  const loader =
    (loadHere: LoadPlugin): LoadPlugin =>
    (definition, of, given) => {
      const index = isCore(definition, source) ? undefined : (given ?? findIndex(definition, root));
      if (index === undefined) return loadHere(definition, of, given);
      const standingIn = standInFor(definition, index);
      return loading.givesPlugin ? standingIn : Promise.resolve([standingIn, () => undefined]);
    };
  const loadHere: LoadPlugin = (...args) =>
    (require(join(source, inProcess)) as { loadNxPlugin: LoadPlugin }).loadNxPlugin(...args);
  return {
    [loading.file]: (exports) => (exports[loading.name] = loader(loadHere)),
    // `NX_ISOLATE_PLUGINS=false` is about the processes that nx would start.
    ...(isolation
      ? { [isolation]: (exports: Exports) => (exports['isIsolationEnabled'] = () => true) }
      : {
          [inProcess]: (exports: Exports) =>
            (exports['loadNxPlugin'] = loader(exports['loadNxPlugin'] as LoadPlugin)),
        }),
  };
}

/** Nx names its own plugins by their paths. */
function isCore(definition: PluginDefinition, source: string): boolean {
  return typeof definition === 'string' && definition.startsWith(source + sep);
}

/** Before Nx 22.1, Nx does not say which entry it means. Equal ones are one plugin to it then. */
function findIndex(definition: PluginDefinition, root: string): number | undefined {
  const { plugin, options, include, exclude } =
    typeof definition === 'string' ? { plugin: definition } : (definition as Record<string, unknown>);
  const wanted = { plugin, options, include, exclude };
  const entries = readPluginEntries(readNxJson(root));
  const isMeant = (entry: (typeof entries)[number]) =>
    isSameJson(
      { plugin: entry.plugin, options: entry.options, include: entry.include, exclude: entry.exclude },
      wanted,
    );
  return entries.find(isMeant)?.index;
}
