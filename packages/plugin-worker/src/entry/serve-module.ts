import type { Params } from '../protocol/methods';
import type { InitializeParams } from '../protocol/types';
import type { Served } from './served';
import type { ImportedModule } from './import-module';

type Fn = (...args: unknown[]) => unknown;

/** Serves the exported functions of a module that is not a plugin. */
export function serveModule({ exports, loader }: ImportedModule, { name }: InitializeParams): Served {
  const functions = collectFunctions(exports);
  return {
    loaded: { name, loader, capabilities: {}, functions: [...functions.keys()] },
    handlers: {
      call: (params) => {
        const { function: called, args } = params as Params<'call'>;
        const fn = functions.get(called);
        if (!fn)
          throw new Error(
            `the module exports no function "${called}"; it has ${[...functions.keys()].join(', ')}`,
          );
        return fn(...args);
      },
    },
  };
}

function collectFunctions(exports: Record<string, unknown>): Map<string, Fn> {
  const isWrapped = typeof exports['default'] === 'object' && exports['default'] !== null;
  const all = { ...(isWrapped ? (exports['default'] as object) : {}), ...exports };
  return new Map(
    Object.entries(all).filter((entry): entry is [string, Fn] => typeof entry[1] === 'function'),
  );
}
