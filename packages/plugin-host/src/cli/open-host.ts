import type { LogLine } from '@plugin-isolation/plugin-worker';
import { findRoot } from '../config/find-root';
import { WorkspaceHost } from '../host/workspace-host';
import type { CommonOptions } from './main';
import type { Output } from './output';

/** The command line is the host itself: this process belongs to the workspace's root from here on. */
export function openHost(
  { root, inspect, inspectBrk }: CommonOptions,
  output: Output,
  onLog: (line: LogLine) => void = () => undefined,
): WorkspaceHost {
  return new WorkspaceHost({
    root: findRoot(root),
    onLog: (line) => {
      output.log(line);
      onLog(line);
    },
    inspect: { ...inspect, ...inspectBrk },
  });
}
