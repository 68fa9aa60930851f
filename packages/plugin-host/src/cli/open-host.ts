import { findRoot } from '../config/find-root';
import { WorkspaceHost, type WorkspaceHostOptions } from '../host/workspace-host';
import type { CommonOptions } from './command';
import type { Output } from './output';

/** What a command says of the host that it is. */
export interface HostOptions extends CommonOptions, Pick<WorkspaceHostOptions, 'profile' | 'unkept'> {}

/** The command line is the host itself: this process belongs to the workspace's root from here on. */
export function openHost(
  { root, inspect, inspectBrk, profile, unkept }: HostOptions,
  output: Output,
  defaults?: WorkspaceHostOptions['defaults'],
): WorkspaceHost {
  const host = new WorkspaceHost({
    root: findRoot(root),
    defaults,
    inspect: { ...inspect, ...inspectBrk },
    profile,
    unkept,
  });
  host.events.listen((event) => {
    if (event.type === 'log') output.log(event.line);
  });
  return host;
}
