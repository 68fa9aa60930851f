import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import type { InitializeParams, LoaderReport } from '../protocol/types';

/** As it is before a plugin is loaded. */
const { isModuleNamespaceObject } = types;

export interface ImportedModule {
  exports: Record<string, unknown>;
  loader: LoaderReport;
}

/** The module, and as what node took it. */
export interface Imported {
  exports: Record<string, unknown>;
  format: LoaderReport['format'];
}

export function pauseIfAsked({ pauseBeforeLoad }: InitializeParams): void {
  if (pauseBeforeLoad) (require('./pause') as typeof import('./pause')).pauseForDebugger();
}

export function requireModule(file: string): Imported {
  const exports = require(file) as Record<string, unknown>;
  return { exports, format: isModuleNamespaceObject(exports) ? 'module' : 'commonjs' };
}

export async function importEsModule(file: string): Promise<Imported> {
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return { exports, format: 'module' };
}

/** An ES module behind a name that does not tell, or what only an ES module may have. */
export function needsImport(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE' || hasOnlyEsSyntax(error);
}

export function hasOnlyEsSyntax(error: unknown): boolean {
  return (
    error instanceof SyntaxError &&
    /^await is only valid|'import\.meta' outside a module|has already been declared$/.test(error.message)
  );
}
