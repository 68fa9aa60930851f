import { join } from 'node:path';
import type { ModuleWorker } from '@plugin-isolation/plugin-worker';
import { launchModule, STOP_TOTAL_MS } from '@plugin-isolation/plugin-worker/internal/launch';
import { nxEnvironment } from '../config/worker-environment';
import { reviveHostError } from '../errors/errors';
import { removeFreshDirectory } from '../host/fresh-directory';
import { receiveEvents } from '../host/forward-events';
import type { HostListener } from '../host/host-event';
import type * as HostModule from '../host/host-process';
import { untilAborted } from '../timing/until-aborted';
import { keepLine } from './last-graph';
import type { WorkspaceHostOptions } from '../host/workspace-host';

export interface LaunchedHost {
  worker: ModuleWorker<typeof HostModule>;
  /** Where the Nx of a fresh host keeps its data. */
  freshDirectory: string | undefined;
}

/** What a caller sets of a host. */
export type LaunchOptions = Omit<WorkspaceHostOptions, 'root'>;

export interface HostLaunch {
  root: string;
  /** Use no cache of Nx's. */
  fresh: boolean;
  options: LaunchOptions;
  /** The whole environment, also if this process has another by now. */
  env: NodeJS.ProcessEnv;
}

/** Launches the host process of a root; its workers start with it. */
export async function launchHost(
  { root, fresh, options, env }: HostLaunch,
  listener: HostListener,
): Promise<LaunchedHost> {
  const worker = await launchModule<typeof HostModule>({
    module: join(__dirname, '..', 'bundle', 'host-process.js'),
    name: 'plugin-host',
    root,
    env: { ...changesTo(env), ...nxEnvironment(root) },
    // Each hook has its own timer in the host process; a whole graph has none.
    timeouts: { hookMs: 0 },
    // What that process itself prints. Lines of plugins come as events.
    onLog: (line) => listener({ type: 'log', line }),
    onEvent: receiveEvents(listener),
    onAnswer: keepLine,
  });
  try {
    // Functions can't travel.
    const freshDirectory = await worker.api.start({ ...options, root, fresh });
    return { worker, freshDirectory };
  } catch (error) {
    await worker.stop();
    throw reviveHostError(error);
  }
}

/** What makes `env` of this process's environment: `undefined` removes a variable. */
function changesTo(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const gone = Object.keys(process.env).filter((name) => env[name] === undefined);
  return { ...env, ...Object.fromEntries(gone.map((name) => [name, undefined])) };
}

/**
 * Stops the workers and then the host process. One that is suspended or blocked does not answer; its ladder and the
 * reaper end all, and then its fresh directory is still there.
 */
export async function stopHost({ worker, freshDirectory }: LaunchedHost): Promise<void> {
  if (worker.state === 'ready')
    await untilAborted(worker.api.stop(), AbortSignal.timeout(STOP_TOTAL_MS)).catch(() => undefined);
  await worker.stop();
  if (freshDirectory) removeFreshDirectory(freshDirectory);
}
