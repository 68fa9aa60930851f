import {
  hasFields,
  isAnything,
  isList,
  isListOf,
  isBoolean,
  isNumber,
  isObject,
  isOneOf,
  isText,
  optional,
  orNull,
  wrongField,
  type Guard,
} from './guards';
import { HOOKS } from './hooks/hooks';
import { hasOwn, keys } from './intrinsics';
import { isMessageId } from './messages';
import { isSerializedError } from './revive-error';
import { isObserved, type Observed } from './inputs';
import type { LoadedFiles } from './loaded-files';
import type { Guards, Direction, MethodKind, MethodSpec } from './method-spec';
import type {
  FatalParams,
  HelloParams,
  InitializeParams,
  LoadedModule,
  ReadyParams,
  WorkerEvent,
  WorkerStats,
} from './types';

/** Version of the protocol. Host and worker refuse to work together if it differs. */
export const PROTOCOL_VERSION = 3;

const request = <P, R>(params: Guards<P>, summary: string, result?: Guard): MethodSpec<P, R, 'request'> => ({
  kind: 'request',
  direction: 'host → worker',
  params,
  summary,
  result,
});
const notification = <P>(
  direction: Direction,
  params: Guards<P>,
  summary: string,
): MethodSpec<P, void, 'notification'> => ({ kind: 'notification', direction, params, summary });

const isModule = { name: isText, capabilities: isObject, loader: isObject, functions: isListOf(isText) };

/** Every method of the protocol, once. Types, guards and the typed proxy are derived from it. */
export const METHODS = {
  hello: notification<HelloParams>(
    'host → worker',
    { token: isText, protocol: isNumber, address: orNull(isText) },
    'First line on the lifeline: the secret, and where to listen.',
  ),
  ready: notification<ReadyParams>(
    'worker → host',
    { address: orNull(isText), pid: isNumber, protocol: isNumber, reason: optional(isText) },
    'The worker listens at `address`; `null` means that it may not, and that requests go over the lifeline.',
  ),
  fatal: notification<FatalParams>(
    'worker → host',
    { origin: isOneOf('uncaughtException', 'unhandledRejection'), error: isSerializedError },
    'Last words on the lifeline: what nobody caught.',
  ),
  lastFiles: notification<LoadedFiles>(
    'worker → host',
    { files: isObject, manifests: isObject },
    'Last words on the lifeline of a worker that ends unasked: what `loadedFiles` would have answered.',
  ),
  authenticate: request<{ token: string; protocol: number }, { pid: number }>(
    { token: isText, protocol: isNumber },
    'First line on a socket. A peer that shows another token is dropped.',
  ),
  initialize: request<InitializeParams, LoadedModule>(
    {
      kind: isOneOf('plugin', 'module'),
      name: isText,
      knownAs: optional(isText),
      file: isText,
      root: isText,
      options: isAnything,
      loader: optional(isObject),
      index: optional(isNumber),
      observe: optional(isText),
      pauseBeforeLoad: optional(isBoolean),
      profile: optional(isBoolean),
    },
    'Picks a loader, registers it and imports the plugin or module. Once per worker.',
    hasFields(isModule),
  ),
  call: request<{ function: string; args: unknown[] }, unknown>(
    { function: isText, args: isList },
    'Calls an exported function of a module that is not a plugin.',
  ),
  stats: request<Record<never, never>, WorkerStats>({}, 'Memory and time of the worker process.'),
  loadedFiles: request<Record<never, never>, LoadedFiles>(
    {},
    'The files that the plugin has loaded, and those that say of which format they are.',
    hasFields({ files: isObject, manifests: isObject }),
  ),
  observed: request<Record<never, never>, Observed>(
    {},
    'What the plugin has seen since this was asked last: files, variables, questions to the index of files.',
    isObserved,
  ),
  writeProfile: request<{ file: string }, null>(
    { file: isText },
    'Ends the CPU profile that `initialize` has begun, and writes it to this file before it answers.',
  ),
  stop: request<Record<never, never>, null>({}, 'Answers, runs exit handlers and ends the process.'),
  part: notification<{ digest: string; value: unknown }>(
    'host → worker',
    { digest: isText, value: isAnything },
    'A part of the params of calls that follow. The worker keeps the parts of the last call of each hook.',
  ),
  ...HOOKS,
  event: notification<WorkerEvent>(
    'worker → host',
    { name: isText, payload: isAnything },
    'An event of a module that is not a plugin.',
  ),
  '$/cancelRequest': notification<{ id: number | string }>(
    'both',
    { id: isMessageId },
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

export function isMethod(name: string): name is Method {
  return hasOwn(METHODS, name);
}

/** What is wrong with the params of a method, as a sentence; `undefined` if they are as the table says. */
export function complainAboutParams(method: Method, params: unknown): string | undefined {
  const { params: guards } = METHODS[method];
  if (params === undefined && keys(guards).length === 0) return undefined;
  if (!isObject(params)) return `the params of ${method} are no object`;
  const wrong = wrongField(params as object, guards);
  return wrong === undefined ? undefined : `the params of ${method} have no valid "${wrong}"`;
}
