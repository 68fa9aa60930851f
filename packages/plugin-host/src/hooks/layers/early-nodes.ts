import type { NxPlugin } from '../../nx/adapter';
import { around, functionOf, type Layer } from '../around';
import type { HookResult } from '../graph-hooks';

/** Which files a plugin gets, and the context. */
export type MatchFiles = (plugin: NxPlugin, pattern: string) => Promise<string[]>;

/**
 * Calls `createNodes` as soon as the plugin is there. Nx gets that result when it asks for the same files. Who asks
 * again has it called again: Nx changes what it is given.
 */
export function earlyNodes(matchFiles: MatchFiles, createContext: () => NodesContext): Layer {
  return async (plugin) => {
    const createNodes = functionOf(plugin, 'createNodes');
    if (!createNodes) return plugin;
    const files = await matchFiles(plugin, plugin.createNodes![0]);
    let early: Promise<HookResult<'createNodes'>> | undefined = createNodes(files, createContext());
    early.catch(() => undefined);
    return around(plugin, (hook, args, next) => {
      const taken = hook === 'createNodes' && isSame(args[0] as string[], files) ? early : undefined;
      if (hook === 'createNodes') early = undefined;
      return (taken as ReturnType<typeof next> | undefined) ?? next(...args);
    });
  };
}

type NodesContext = Parameters<NonNullable<NxPlugin['createNodes']>[1]>[1];

function isSame(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((file, index) => file === right[index]);
}
