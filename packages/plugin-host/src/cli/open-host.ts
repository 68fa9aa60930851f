import { findRoot } from '../config/find-root';
import { WorkspaceHost } from '../host/workspace-host';
import type { CommonOptions } from './main';
import type { Output } from './output';

/** The command line is the host itself: this process belongs to the workspace's root from here on. */
export function openHost({ root, inspect, inspectBrk }: CommonOptions, output: Output): WorkspaceHost {
  return new WorkspaceHost({
    root: findRoot(root),
    onLog: (line) => output.log(line),
    inspect: { ...inspect, ...inspectBrk },
  });
}
