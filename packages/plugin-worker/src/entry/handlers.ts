import { RemoteError } from '../protocol/connection-errors';
import type { RequestHandler } from '../protocol/run-handler';
import { RPC_ERROR_CODES } from '../protocol/error-codes';
import { HOOK_NAMES, type HookName } from '../protocol/hooks/hooks';
import { fromEntries, now } from '../protocol/intrinsics';
import type { LoadedFiles } from '../protocol/loaded-files';
import type { InitializeParams } from '../protocol/types';
import { stop } from './exit';
import type { Observer } from './observe/observe';
import type { Handlers, Served } from './served';
import { collectStats } from './stats';
import { tuneEngine } from './tune-engine';
import type { PartStore } from './plugin/part-store';
import { workForGraph } from './plugin/refuse-graph-requests';

let observer: Observer = {
  collect: () => Promise.resolve({ inputs: [], incomplete: ['is not observed'] }),
  unseen: (work) => work(),
  notePart: () => undefined,
};
let writeProfile = (file: string): void => {
  throw refuse(`no profile was begun that could be written to ${file}`);
};
let parts: PartStore | undefined;
let collectLoadedFiles = (): LoadedFiles => ({ files: {}, manifests: {} });

/** All handlers of this worker. Hooks and functions are there once `initialize` has loaded the module that has them. */
export function createHandlers(): Handlers {
  let served: Promise<Served> | undefined;
  let loaded: Served | undefined;
  const forward =
    (method: keyof Handlers): RequestHandler =>
    (params, request) => {
      const serve = (handlers?: Served['handlers']) => {
        const handler = handlers?.[method];
        if (!handler) throw refuse(`nothing that serves ${method} is loaded`);
        return handler(params, request);
      };
      return loaded || !served ? serve(loaded?.handlers) : afterLoad(served, serve);
    };
  return {
    initialize: async (params) => {
      if (served) throw refuse('this worker has been initialized already');
      const startedAt = now();
      served = load(params as InitializeParams);
      loaded = await served;
      // Looked at now, so that what is written later can be told from what was loaded.
      noteLoadedFiles();
      return { ...loaded.loaded, loadMs: now() - startedAt };
    },
    stats: collectStats,
    loadedFiles,
    observed: () => observer.collect(),
    writeProfile: (params) => {
      writeProfile((params as { file: string }).file);
      return null;
    },
    stop,
    call: forward('call'),
    ...(fromEntries(HOOK_NAMES.map((hook) => [hook, forward(hook)])) as Record<HookName, RequestHandler>),
  };
}

/** Not returned as it is: that would call its `then`, which a plugin may have replaced. */
async function afterLoad(served: Promise<Served>, serve: (handlers: Served['handlers']) => unknown) {
  return await serve((await served).handlers);
}

async function load(params: InitializeParams): Promise<Served> {
  // Loaded on demand: a worker boots without them.
  const { loadModule } = require('./load-module') as typeof import('./load-module');
  const { loadNxLazily } = require('./plugin/lazy-nx-modules') as typeof import('./plugin/lazy-nx-modules');
  if (params.kind === 'plugin') tuneEngine();
  loadNxLazily();
  // Before the plugin, which may change how modules are loaded, or what they are made of.
  ({ collectLoadedFiles } = require('./loaded-files') as typeof import('./loaded-files'));
  if (params.kind === 'module') {
    const { serveModule } = require('./serve-module') as typeof import('./serve-module');
    return serveModule(await loadModule(params), params);
  }
  const { markAsPluginWorker, servePlugin } =
    require('./plugin/serve-plugin') as typeof import('./plugin/serve-plugin');
  const majorOfNx = markAsPluginWorker(params);
  const { PartStore } = require('./plugin/part-store') as typeof import('./plugin/part-store');
  parts = new PartStore((name, digest) => observer.notePart(name, digest));
  if (params.observe) {
    const { observe } = require('./observe/observe') as typeof import('./observe/observe');
    observer = observe(params.knownAs ?? params.name, params.observe);
  }
  if (params.profile) writeProfile = (require('./profile') as typeof import('./profile')).startProfile();
  return servePlugin(await workForGraph('load', () => loadModule(params)), params, { majorOfNx, parts });
}

/** Of the params of calls that follow. A worker that has loaded no plugin has no use for it. */
export function takePart(digest: string, json: Buffer): void {
  parts?.add(digest, json);
}

export function loadedFiles(): LoadedFiles {
  return observer.unseen(collectLoadedFiles);
}

/** If the plugin has broken the language, this look fails, but the load does not. The host looks again when it asks. */
function noteLoadedFiles(): void {
  try {
    loadedFiles();
  } catch {
    // The host hears it then.
  }
}

function refuse(message: string): RemoteError {
  return new RemoteError({ code: RPC_ERROR_CODES.invalidRequest, message });
}
