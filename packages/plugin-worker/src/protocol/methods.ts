import type {
  CreateDependenciesContext,
  CreateMetadataContext,
  CreateNodesContext,
  CreateNodesResult,
  FatalParams,
  HelloParams,
  InitializeParams,
  LoadedModule,
  ProjectGraph,
  ProjectsMetadata,
  RawDependency,
  ReadyParams,
  TaskEnvironmentChanges,
  TasksExecutionContext,
  WorkerEvent,
  WorkerStats,
} from '../types';

/** Version of the protocol. Host and worker refuse to work together where it differs. */
export const PROTOCOL_VERSION = 1;

export type Direction = 'host → worker' | 'worker → host' | 'both';

export type MethodKind = 'request' | 'notification' | 'hook';

/** One row of the method table. `params` are the names of the params object's keys, in the order of the proxy's arguments. */
export interface MethodSpec<Params, Result, Kind extends MethodKind = MethodKind> {
  kind: Kind;
  direction: Direction;
  params: readonly (keyof Params & string)[];
  summary: string;
  /** Carries the types only; never there at run time. */
  types?: (params: Params) => Result;
}

type Keys<Params> = readonly (keyof Params & string)[];

const request = <P, R>(params: Keys<P>, summary: string): MethodSpec<P, R, 'request'> => ({
  kind: 'request',
  direction: 'host → worker',
  params,
  summary,
});
const hook = <P, R>(params: Keys<P>, summary: string): MethodSpec<P, R, 'hook'> => ({
  ...request<P, R>(params, summary),
  kind: 'hook',
});
const notification = <P>(
  direction: Direction,
  params: Keys<P>,
  summary: string,
): MethodSpec<P, void, 'notification'> => ({
  kind: 'notification',
  direction,
  params,
  summary,
});

/**
 * Every method of the protocol, once. Types, guards and the typed proxy are derived from it.
 */
export const METHODS = {
  hello: notification<HelloParams>(
    'host → worker',
    ['token', 'protocol', 'address'],
    'First line on the lifeline: the secret, and where to listen.',
  ),
  ready: notification<ReadyParams>(
    'worker → host',
    ['address', 'pid', 'protocol', 'reason'],
    'The worker listens at `address`; `null` means that it may not, and that requests go over the lifeline.',
  ),
  fatal: notification<FatalParams>(
    'worker → host',
    ['origin', 'error'],
    'Last words on the lifeline: what nobody caught.',
  ),
  authenticate: request<{ token: string; protocol: number }, { pid: number }>(
    ['token', 'protocol'],
    'First line on a socket. A peer that shows another token is dropped.',
  ),
  initialize: request<InitializeParams, LoadedModule>(
    ['kind', 'name', 'file', 'root', 'options', 'loader', 'index'],
    'Picks a loader, registers it and imports the plugin or module. Once per worker.',
  ),
  call: request<{ function: string; args: unknown[] }, unknown>(
    ['function', 'args'],
    'Calls an exported function of a module that is no plugin.',
  ),
  stats: request<Record<never, never>, WorkerStats>([], 'Memory and time of the worker process.'),
  stop: request<Record<never, never>, null>([], 'Answers, runs exit handlers and ends the process.'),
  createNodes: hook<{ configFiles: string[]; context: CreateNodesContext }, CreateNodesResult[]>(
    ['configFiles', 'context'],
    'Infers nodes from configuration files; options are bound in the worker.',
  ),
  createDependencies: hook<{ context: CreateDependenciesContext }, RawDependency[]>(
    ['context'],
    'Adds edges to the project graph.',
  ),
  createMetadata: hook<{ graph: ProjectGraph; context: CreateMetadataContext }, ProjectsMetadata>(
    ['graph', 'context'],
    'Adds metadata to projects.',
  ),
  preTasksExecution: hook<{ context: TasksExecutionContext }, TaskEnvironmentChanges>(
    ['context'],
    'Runs before tasks and answers with its changes of the environment.',
  ),
  postTasksExecution: hook<{ context: TasksExecutionContext }, null>(['context'], 'Runs after tasks.'),
  event: notification<WorkerEvent>(
    'worker → host',
    ['name', 'payload'],
    'An event of a module that is no plugin.',
  ),
  '$/cancelRequest': notification<{ id: number | string }>(
    'both',
    ['id'],
    'The sender no longer waits for the answer to this request.',
  ),
} as const;

export type Method = keyof typeof METHODS;
type Spec<M extends Method> = (typeof METHODS)[M];
export type Params<M extends Method> = Parameters<NonNullable<Spec<M>['types']>>[0];
export type Result<M extends Method> = ReturnType<NonNullable<Spec<M>['types']>>;
type MethodOfKind<K extends MethodKind> = { [M in Method]: Spec<M>['kind'] extends K ? M : never }[Method];
/** A method that is answered. */
export type RequestMethod = MethodOfKind<'request' | 'hook'>;
export type NotificationMethod = MethodOfKind<'notification'>;
/** A hook of an Nx plugin. */
export type HookName = MethodOfKind<'hook'>;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(METHODS, name);
}

/** Names of all hooks, in the order in which Nx runs them. */
export const HOOKS = (Object.keys(METHODS) as Method[]).filter(
  (method): method is HookName => METHODS[method].kind === 'hook',
);
