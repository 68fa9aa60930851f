import nodeModule from 'node:module';
import type { LoadContext, Loaded, ModuleHooks, ResolveContext, Resolved } from './module-hooks';

interface SyncHooks {
  resolve: (
    specifier: string,
    context: ResolveContext,
    next: (specifier: string, context: ResolveContext) => Resolved,
  ) => Resolved;
  load: (url: string, context: LoadContext, next: (url: string, context: LoadContext) => Loaded) => Loaded;
}

/** From node 22.15 on: hooks in this thread, for `require` and `import` alike. */
export const registerInThread = (nodeModule as { registerHooks?: (hooks: SyncHooks) => void }).registerHooks;

export function registerHooks(hooks: ModuleHooks, register: (hooks: SyncHooks) => void): void {
  register({
    resolve: (specifier, context, next) => {
      const before = hooks.before(specifier, context);
      if (before) return before;
      try {
        return next(specifier, context);
      } catch (error) {
        return hooks.afterFailure(specifier, context, error);
      }
    },
    load: (url, context, next) => hooks.load(url, context) ?? next(url, context),
  });
}
