import type { LogLine } from '@plugin-isolation/plugin-worker';
import { findRoot } from '../config/find-root';
import type { WorkspaceHostOptions } from '../host/host-events';
import { WorkspaceHost } from '../host/workspace-host';
import type { CommonOptions } from './command';
import type { Output } from './output';

interface OpenOptions extends Pick<WorkspaceHostOptions, 'defaults'> {
  onLog?: (line: LogLine) => void;
}

/** The command line is the host itself: this process belongs to the workspace's root from here on. */
export function openHost(
  { root, inspect, inspectBrk }: CommonOptions,
  output: Output,
  { onLog = () => undefined, defaults }: OpenOptions = {},
): WorkspaceHost {
  return new WorkspaceHost({
    root: findRoot(root),
    onLog: (line) => {
      output.log(line);
      onLog(line);
    },
    defaults,
    inspect: { ...inspect, ...inspectBrk },
  });
}
