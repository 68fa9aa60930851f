import type { NxPlugin } from '../nx/adapter';
import {
  GRAPH_HOOKS,
  type GraphHook,
  type HookArgs,
  type HookFunction,
  type HookResult,
} from './graph-hooks';

/**
 * What stands between Nx and a hook: calls `next` or not, with these arguments or others, and gives its result or
 * another one.
 */
export type Around = <H extends GraphHook>(
  hook: H,
  args: HookArgs<H>,
  next: HookFunction<H>,
) => Promise<HookResult<H>>;

/** One concern of all hooks. Layers lie around each other: see `hook-run.ts` for their order. */
export type Layer = (plugin: NxPlugin) => NxPlugin | Promise<NxPlugin>;

/**
 * The plugin with `layer` around each hook that it has. The layer is called in the turn in which the hook is called. As
 * middleware in vscode-languageclient: every feature passes through one `next`.
 */
export function around(plugin: NxPlugin, layer: Around): NxPlugin {
  return GRAPH_HOOKS.reduce((wrapped, hook) => wrap(wrapped, hook, layer), { ...plugin });
}

/** The function of one hook, if the plugin has it. */
export function functionOf<H extends GraphHook>(
  plugin: Pick<NxPlugin, GraphHook>,
  hook: H,
): HookFunction<H> | undefined {
  const given = plugin[hook];
  return (Array.isArray(given) ? given[1] : given) as HookFunction<H> | undefined;
}

/** The plugin with another function for a hook that it has. */
export function withFunction<H extends GraphHook>(
  plugin: NxPlugin,
  hook: H,
  replacement: HookFunction<H>,
): NxPlugin {
  const isPatterned = Array.isArray(plugin[hook]);
  return { ...plugin, [hook]: isPatterned ? [(plugin[hook] as unknown[])[0], replacement] : replacement };
}

function wrap<H extends GraphHook>(plugin: NxPlugin, hook: H, layer: Around): NxPlugin {
  const next = functionOf(plugin, hook);
  return next ? withFunction(plugin, hook, (...args) => layer(hook, args, next)) : plugin;
}

/** The hook of a plugin that a graph calls last. */
export function lastHookOf(plugin: NxPlugin): GraphHook | undefined {
  return GRAPH_HOOKS.filter((hook) => plugin[hook] !== undefined).at(-1);
}
