import type { ComputedGraph } from '../schedule/compute-graph';
import type { WorkerStatus } from '../workers/worker-status';
import { describeHost, type HostDescription } from './describe-host';
import { handToNx, type GraphForNx } from './hand-to-nx';
import type { StatusOptions, WorkspaceHost } from './workspace-host';

/** What a host does for clients in other processes, whether they launched it or it is served to them. */
export interface HostApi {
  computeProjectGraph: () => Promise<ComputedGraph>;
  /** Computes the graph and puts it where Nx reads it. */
  handToNx: () => Promise<GraphForNx>;
  status: (options: StatusOptions) => Promise<WorkerStatus[]>;
  /** The host and its workers as they are now. Starts nothing. */
  describe: () => Promise<HostDescription>;
  /** Stops the workers. The process then ends. */
  stop: () => Promise<void>;
}

const FUNCTIONS: Record<keyof HostApi, true> = {
  computeProjectGraph: true,
  handToNx: true,
  status: true,
  describe: true,
  stop: true,
};

/** The one implementation. `host` throws while there is none. */
export function createHostApi(host: () => WorkspaceHost, stop: () => Promise<void>): HostApi {
  const startedAt = new Date().toISOString();
  return {
    computeProjectGraph: async () => host().computeProjectGraph(),
    handToNx: async () => handToNx(host()),
    status: async (options) => host().status(options),
    describe: async () => describeHost(host(), startedAt),
    stop,
  };
}

/** The table at the client's end: `call` asks the host for one function by its name. */
export function createHostClient(call: (name: string, args: unknown[]) => Promise<unknown>): HostApi {
  const functions = Object.keys(FUNCTIONS).map((name) => [name, (...args: unknown[]) => call(name, args)]);
  return Object.fromEntries(functions) as HostApi;
}
