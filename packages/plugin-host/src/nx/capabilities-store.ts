import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NxPlugin } from './adapter';

/** What Nx keeps of each plugin beside a graph, so that `affected` needs no plugin to be loaded. */
interface NxCapabilities {
  createNodesPattern?: string | undefined;
  hasCreateDependencies: boolean;
  hasCreateMetadata: boolean;
  hasPreTasksExecution: boolean;
  hasPostTasksExecution: boolean;
}

interface CapabilitiesStore {
  record(computedAt: number, capabilities: NxCapabilities[]): void;
}

/** From Nx 23.3 on, with its database. */
export function capabilitiesStore(source: string): CapabilitiesStore | undefined {
  const file = join(source, 'project-graph', 'plugins', 'nx-plugin-capabilities.js');
  if (!existsSync(file)) return undefined;
  const store = require(file) as { getNxPluginCapabilitiesStore(): CapabilitiesStore | null };
  return store.getNxPluginCapabilitiesStore() ?? undefined;
}

export function nxCapabilities(plugin: NxPlugin): NxCapabilities {
  return {
    createNodesPattern: plugin.createNodes?.[0],
    hasCreateDependencies: plugin.createDependencies !== undefined,
    hasCreateMetadata: plugin.createMetadata !== undefined,
    hasPreTasksExecution: plugin.preTasksExecution !== undefined,
    hasPostTasksExecution: plugin.postTasksExecution !== undefined,
  };
}
