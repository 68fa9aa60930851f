// Types that callers rely on. Nothing here runs: `npm run typecheck` fails if one of them is another type than it says.
import {
  type ArgumentsError,
  isWorkerError,
  launchWorker,
  PluginHookError,
  type PluginNotFoundError,
  type AnyWorkerError,
  type ExitReason,
  type UnknownModule,
} from '@plugin-isolation/plugin-worker';
import {
  type WorkspaceError,
  type GraphError,
  type PluginHost,
  type SerializedError,
  type SerializedWorkerEvent,
  type WatchEvent,
} from '@plugin-isolation/plugin-host';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the value has exactly the type `Wanted`. */
function is<Wanted>() {
  return <const Given>(_value: Given, ..._mismatch: Same<Given, Wanted> extends true ? [] : [never]) =>
    undefined;
}

export async function modules() {
  const typed = await launchWorker<typeof import('node:path')>({ module: 'node:path', root: '.' });
  is<Promise<string>>()(typed.api.basename('a/b'));
  is<Promise<boolean>>()(typed.api.isAbsolute('a'));
  // @ts-expect-error: it takes a string
  void typed.api.basename(5);
  // @ts-expect-error: it is no function
  void typed.api.sep;

  const untyped = await launchWorker({ module: './math.js', root: '.' });
  is<Promise<unknown>>()(untyped.api.add(1, 'two', [3]));
  is<Parameters<UnknownModule[string]>>()([1, 'two'] as unknown[]);
}

export function workerErrors(error: unknown) {
  if (!isWorkerError(error)) return;
  is<AnyWorkerError>()(error);
  is<string>()(error.plugin);
  is<'module' | undefined>()(error.kind);
  // @ts-expect-error: only one that ended unasked has a reason
  void error.reason;
  if (error instanceof PluginHookError) return is<string>()(error.message);
  switch (error.code) {
    case 'WORKER_EXITED':
      return is<ExitReason>()(error.reason);
    case 'WORKER_TIMEOUT':
      return is<number>()(error.timeoutMs);
    case 'PLUGIN_LOAD_FAILED':
    case 'REQUEST_REFUSED':
    case 'WORKER_START_FAILED':
    case 'WORKER_STOPPED':
      return is<unknown>()(error.cause);
    default:
      return is<never>()(error);
  }
}

export function ownCodes(missing: PluginNotFoundError, wrong: ArgumentsError, workspace: WorkspaceError) {
  is<'PLUGIN_NOT_FOUND'>()(missing.code);
  is<'ARGUMENTS_INVALID'>()(wrong.code);
  if (workspace.code === 'HOST_NOT_SERVED') is<'HOST_NOT_SERVED'>()(workspace.code);
  // @ts-expect-error: there is no such code
  void (workspace.code === 'HOST_NOT_SERVD');
}

export function workerEvents(event: SerializedWorkerEvent) {
  switch (event.type) {
    case 'starting':
      // @ts-expect-error: there is no process yet
      void event.pid;
      return is<number>()(event.generation);
    case 'ready':
      is<number>()(event.pid);
      is<string>()(event.name);
      is<string | undefined>()(event.note);
      return is<number>()(event.elapsedMs);
    case 'failed':
      // @ts-expect-error: it may never have had a process
      void event.pid;
      return is<SerializedError>()(event.error);
    case 'crashed':
      is<number>()(event.pid);
      return is<SerializedError>()(event.error);
    case 'stopped':
      // @ts-expect-error: nothing was wrong
      void event.error;
      return is<number>()(event.pid);
    default:
      return is<never>()(event);
  }
}

export function watchEvents(event: WatchEvent) {
  if (event.event === 'graph') is<GraphError[]>()(event.errors);
  if (event.event === 'ignored') is<string[]>()(event.files);
  // @ts-expect-error: `watching` has none
  if (event.event === 'watching') void event.files;
}

export async function host(opened: PluginHost) {
  opened.on('worker', (event) => is<SerializedWorkerEvent>()(event));
  opened.on('waiting', (sentence) => is<string>()(sentence));
  // @ts-expect-error: there is no such event
  opened.on('graphs', () => undefined);
  const { graph, errors } = await opened.computeProjectGraph();
  is<string>()(graph.nodes['a'].data.root);
  if (errors[0].code === 'RESULT_INVALID') is<string | undefined>()(errors[0].field);
  is<Record<string, string | undefined>>()(
    await opened.runHook('acme', 'preTasksExecution', { workspaceRoot: '/ws', nxJsonConfiguration: {} }),
  );
  // @ts-expect-error: there is no such hook
  await opened.runHook('acme', 'createNode');
}
