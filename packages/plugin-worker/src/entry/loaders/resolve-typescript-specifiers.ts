import Module from 'node:module';
import { extname } from 'node:path';

type Resolve = (
  request: string,
  parent: { filename?: string | null } | undefined,
  ...rest: unknown[]
) => string;

const SOURCES: Record<string, string[]> = { '.js': ['.ts', '.tsx'], '.mjs': ['.mts'], '.cjs': ['.cts'] };
const IS_TYPESCRIPT = /\.(ts|tsx|mts|cts)$/;

/**
 * TypeScript writes `./name.js` for the file `./name.ts`, and CommonJS output keeps that. Node offers no public way to
 * follow it; only requests from TypeScript files that nothing else answers are touched.
 */
export function resolveTypeScriptSpecifiers(): void {
  const internals = Module as unknown as { _resolveFilename: Resolve };
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (this: unknown, request, parent, ...rest) {
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      const extension = extname(request);
      const isCandidate = SOURCES[extension] && IS_TYPESCRIPT.test(parent?.filename ?? '');
      if (!isCandidate || (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
      for (const source of SOURCES[extension]) {
        const found = tryResolve(() =>
          resolve.call(this, request.slice(0, -extension.length) + source, parent, ...rest),
        );
        if (found) return found;
      }
      throw error;
    }
  };
}

function tryResolve(resolve: () => string): string | undefined {
  try {
    return resolve();
  } catch {
    return undefined;
  }
}
