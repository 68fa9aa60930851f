/** One way in which a workspace may be configured. */
export interface Variant {
  name: string;
  /** Path below the root → text, JSON, or `null` for no such file. They go over those of the base. */
  files?: Record<string, string | object | null>;
  /** Links: path below the root → what it leads to. */
  links?: Record<string, string>;
  env?: Record<string, string>;
  /** Where both tools are started, below the root. */
  cwd?: string;
  /** Where nx is installed: in `node_modules` of the root, in `.nx/installation`, or in a folder above the root. */
  nx?: 'root' | 'installation' | 'above';
  /**
   * Nx runs its core plugins in this process otherwise, which is faster and keeps what is `undefined` in their results.
   */
  isIsolated?: boolean;
  /** Nx has no say in it: ours is to do this. */
  expected?: 'works' | 'refused';
  /** Why the two tools may differ here. */
  reason?: string;
}

export const NX_JSON = { neverConnectToCloud: true, analytics: false };

export const PLUGIN = './plugins/a.js';

/** A variant with these plugins in `nx.json`. */
export function withPlugins(plugins: unknown, more: object = {}): Record<string, object> {
  return { 'nx.json': { ...NX_JSON, ...more, plugins } };
}

/** A `package.json` of which Nx's metadata has nothing that is `undefined`. */
export function manifestOf(name: string, more: object = {}): object {
  return { name, version: '1.0.0', description: name, main: './index.js', exports: './index.js', ...more };
}
