import type { MessagePort } from 'node:worker_threads';
import type { InitializeParams } from '../../protocol/types';
import { chooseLoader } from './choose-loader';
import {
  createModuleHooks,
  createNotingHooks,
  type LoadContext,
  type Loaded,
  type ModuleHooks,
  type ResolveContext,
  type Resolved,
} from './module-hooks';
import type { ThreadMessage } from '../loaded-files';
import { placeOfImport } from './place-of-import';
import { readRootOptions } from './root-options';
import { createTypeScriptFiles, TYPESCRIPT } from './typescript-files';

/** What the thread needs to come to the loader that the worker has chosen. */
export interface HooksThreadSettings {
  params: InitializeParams;
  tsconfig: string | undefined;
  /** Gets a {@link ThreadMessage} for each file that is loaded, and for each import. */
  loaded: MessagePort;
}

let hooks: ModuleHooks;
let tell: (message: ThreadMessage) => void = () => undefined;

/** Runs in the thread in which node 20 has its module hooks. */
export function initialize({ params, tsconfig, loaded }: HooksThreadSettings): void {
  tell = (message) => loaded.postMessage(message);
  const onLoad = (file: string) => tell({ file });
  loaded.unref();
  hooks = TYPESCRIPT.test(params.file)
    ? typeScriptHooks(params, tsconfig, onLoad)
    : createNotingHooks(onLoad);
}

function typeScriptHooks(
  params: InitializeParams,
  tsconfig: string | undefined,
  onLoad: (file: string) => void,
): ModuleHooks {
  const options = readRootOptions(tsconfig);
  const files = createTypeScriptFiles(options);
  const { transpile } = chooseLoader(params, options, files);
  return createModuleHooks(files, transpile, onLoad, () => params.loader?.formats ?? 'declared');
}

export async function resolve(
  specifier: string,
  context: ResolveContext,
  next: (specifier: string, context: ResolveContext) => Promise<Resolved>,
): Promise<Resolved> {
  const before = hooks.before(specifier, context);
  if (before) return before;
  const place = placeOfImport(specifier, context.parentURL);
  if (place !== undefined) tell({ place });
  try {
    return await next(specifier, context);
  } catch (error) {
    return hooks.afterFailure(specifier, context, error);
  }
}

export async function load(
  url: string,
  context: LoadContext,
  next: (url: string, context: LoadContext) => Promise<Loaded>,
): Promise<Loaded> {
  return hooks.load(url, context) ?? next(url, context);
}
