import type { WorkerStatus } from '../workers/worker-status';
import { describeHost, type HostDescription } from './describe-host';
import { computeForNx } from './compute-for-nx';
import { answerWith, type GraphAnswer } from './graph-answer';
import type { AnswerForNx, AskingForNx } from './graph-for-nx';
import type { Asked } from '../timing/asked';
import type { HookAnswer, HookRequest } from './run-hook';
import type { StatusOptions, WorkspaceHost } from './workspace-host';

/** What a host does for clients in other processes, whether they launched it or it is served to them. */
export interface HostApi {
  /**
   * `asked` says when, if the question may be on its way for some time; `known` is the name of the graph that the
   * client was sent last.
   */
  computeProjectGraph: (asked?: Asked, known?: string) => Promise<GraphAnswer>;
  /** Computes the graph for an nx in another process, and puts it where what that starts looks for it. */
  computeForNx: (asking?: AskingForNx) => Promise<AnswerForNx>;
  /** Calls one hook of one plugin. */
  runHook: (request: HookRequest) => Promise<HookAnswer>;
  status: (options: StatusOptions) => Promise<WorkerStatus[]>;
  /** The host and its workers as they are now. Starts nothing. */
  describe: () => Promise<HostDescription>;
  /** Stops the workers. The process then ends. */
  stop: () => Promise<void>;
}

const FUNCTIONS: Record<keyof HostApi, true> = {
  computeProjectGraph: true,
  computeForNx: true,
  runHook: true,
  status: true,
  describe: true,
  stop: true,
};

/** The one implementation. `host` throws while there is none. */
export function createHostApi(host: () => WorkspaceHost, stop: () => Promise<void>): HostApi {
  const startedAt = new Date().toISOString();
  return {
    computeProjectGraph: async (asked, known) => answerWith(await host().computeProjectGraph(asked), known),
    computeForNx: async (asking) => computeForNx(host(), asking),
    runHook: async (request) => host().runHook(request),
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
