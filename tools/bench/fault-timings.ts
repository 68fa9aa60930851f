import type { PluginWorker } from '@plugin-isolation/plugin-worker';
import { repositoryRoot } from '../process/repository';
import { benchPlugin, launch } from './launch';

type Act = 'blocks' | 'waits for ever';

const context = { workspaceRoot: repositoryRoot, nxJsonConfiguration: {} };

export function diesInItsPreload(): Promise<number> {
  const execArgv = ['--require', benchPlugin('dies-in-its-preload')];
  return elapsed(() => failure(launch('does-nothing', { execArgv }), 'WORKER_EXITED'));
}

export async function stops(act?: Act): Promise<number> {
  const { worker, call } = await launchIntoCalls(act ? [act] : [], 'WORKER_STOPPED');
  const elapsedMs = await elapsed(() => worker.stop());
  await call;
  return elapsedMs;
}

export async function isKilledInCalls(): Promise<number> {
  const { worker, call } = await launchIntoCalls(Array<Act>(10).fill('waits for ever'), 'WORKER_EXITED');
  return elapsed(async () => {
    process.kill(worker.pid, 'SIGKILL');
    await call;
  });
}

export async function asksForTheGraph(): Promise<number> {
  await using worker = await launch('asks-for-the-graph');
  const [, createNodes] = worker.plugin.createNodes!;
  return elapsed(() => failure(createNodes(['x'], context), 'GRAPH_RECURSION'));
}

/** A worker that has begun the calls. `call` resolves when all have failed with that code. */
async function launchIntoCalls(
  acts: Act[],
  code: string,
): Promise<{ worker: PluginWorker; call: Promise<unknown> }> {
  let hasBegun = () => undefined as void;
  const begun = new Promise<void>((resolve) => (hasBegun = resolve));
  let left = acts.length;
  const onLog = () => (--left === 0 ? hasBegun() : undefined);
  const worker = await launch('misbehaves', { onLog });
  const calls = acts.map((act) =>
    failure(worker.plugin.postTasksExecution!({ ...context, nxJsonConfiguration: { act } }), code),
  );
  if (acts.length > 0) await begun;
  return { worker, call: Promise.all(calls) };
}

async function failure(call: Promise<unknown>, expected: string): Promise<void> {
  const code = await call.then(
    () => 'none',
    (error: { code?: string }) => error.code,
  );
  if (code !== expected) throw new Error(`expected an error ${expected}, got ${code}`);
}

async function elapsed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}
