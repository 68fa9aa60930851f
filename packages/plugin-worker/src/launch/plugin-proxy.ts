import {
  HOOK_NAMES,
  hookSpec,
  type Capabilities,
  type HookName,
  type PluginHooks,
} from '../protocol/hooks/hooks';
import type { Params } from '../protocol/methods';

/**
 * The plugin as if it were loaded here: Nx's own shape of a *loaded* plugin, with options bound. Hooks that the plugin
 * lacks are absent.
 */
export interface PluginProxy extends PluginHooks {
  /** The plugin's own name if it exports one, else the name that it was launched by. */
  name: string;
  /** As given to the launch. */
  include?: string[] | undefined;
  /** As given to the launch. */
  exclude?: string[] | undefined;
}

export type CallHook = (hook: HookName, params: Params<HookName>) => Promise<unknown>;

/** Derives the proxy from the hooks of the protocol: the arguments of each become the params that it names. */
export function createPluginProxy(
  identity: Pick<PluginProxy, 'name' | 'include' | 'exclude'>,
  capabilities: Capabilities,
  callHook: CallHook,
): PluginProxy {
  const proxy: Record<string, unknown> = { ...identity };
  for (const hook of HOOK_NAMES) {
    const capability = capabilities[hook];
    if (capability === undefined) continue;
    const { toLocalResult = (result: unknown) => result } = hookSpec(hook);
    const call = async (...args: unknown[]) => toLocalResult(await callHook(hook, paramsOf(hook, args)));
    proxy[hook] = typeof capability === 'string' ? [capability, call] : call;
  }
  return proxy as unknown as PluginProxy;
}

/** What the arguments of a hook are called. */
export function paramsOf(hook: HookName, args: readonly unknown[]): Params<HookName> {
  const names = Object.keys(hookSpec(hook).params);
  return Object.fromEntries(names.map((name, index) => [name, args[index]])) as unknown as Params<HookName>;
}
