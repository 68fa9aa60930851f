import type { WorkspaceHost } from '../host/workspace-host';
import type { HostDescription } from './host-api';

export async function describeHost(host: WorkspaceHost, startedAt: string): Promise<HostDescription> {
  const { root, nxLocation, graphCount, lastError, graphs } = host;
  return {
    root,
    pid: process.pid,
    startedAt,
    nx: nxLocation.version,
    node: process.version,
    rssBytes: process.memoryUsage().rss,
    graphCount,
    waits: graphs.busy.waits,
    ...(lastError && { lastError: lastError.message }),
    workers: await host.describe(),
  };
}
