/** What a plugin is called. */
export interface PluginNames {
  /** As `nx.json` names it; a core plugin, as Nx does. */
  plugin: string;
  /** As the plugin of an entry names itself, once it is loaded. */
  name?: string;
}

export function namesOf({ entry, name }: { entry?: string; name: string }): PluginNames {
  return entry === undefined ? { plugin: name } : { plugin: entry, name };
}

/** Whether a plugin of that name is a part of Nx. */
export function isOfNx(plugin: string): boolean {
  return plugin.startsWith('nx/');
}

const owners = new WeakMap<object, PluginNames>();

/**
 * What `work` throws is known to be of this plugin then. Nx's own errors do not say so, and fields of an error are the
 * plugin's.
 */
export async function owned<T>(work: Promise<T>, plugin: PluginNames): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error) owners.set(error, plugin);
    throw error;
  }
}

/** Whose error it is, or what caused it. */
export function ownerOf(error: Error): PluginNames | undefined {
  return owners.get(error) ?? (error.cause instanceof Error ? owners.get(error.cause) : undefined);
}
