import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import type { InitializeParams, LoaderReport } from '../types';
import { declaredFormat } from './loaders/module-format';

export interface ImportedModule {
  exports: Record<string, unknown>;
  loader: LoaderReport;
}

/** The module, and as what node took it. */
export interface Imported {
  exports: Record<string, unknown>;
  format: LoaderReport['format'];
}

const TYPESCRIPT = new Set(['.ts', '.tsx', '.mts', '.cts']);

/** Imports the file, with a loader registered first where it is TypeScript. Throws what the module throws. */
export async function loadModule(params: InitializeParams): Promise<ImportedModule> {
  if (TYPESCRIPT.has(extname(params.file))) {
    const { loadTypeScript } = require('./load-typescript') as typeof import('./load-typescript');
    return loadTypeScript(params);
  }
  pauseIfAsked(params);
  const { exports, format } = await importJavaScript(params);
  return { exports, loader: { kind: 'node', format, reason: 'it is JavaScript' } };
}

export function pauseIfAsked({ pauseBeforeLoad }: InitializeParams): void {
  if (pauseBeforeLoad) (require('./pause') as typeof import('./pause')).pauseForDebugger();
}

async function importJavaScript(params: InitializeParams): Promise<Imported> {
  const asEsModule = () => {
    noteEsModules(params);
    return importEsModule(params.file);
  };
  if (declaredFormat(params.file) === 'module') return asEsModule();
  try {
    return requireModule(params.file);
  } catch (error) {
    if (!needsImport(error)) throw error;
    return asEsModule();
  }
}

export function requireModule(file: string): Imported {
  const exports = require(file) as Record<string, unknown>;
  return { exports, format: types.isModuleNamespaceObject(exports) ? 'module' : 'commonjs' };
}

export async function importEsModule(file: string): Promise<Imported> {
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return { exports, format: 'module' };
}

/** An ES module behind a name that does not tell, or what only an ES module may have. */
export function needsImport(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE' || hasOnlyEsSyntax(error);
}

export function hasOnlyEsSyntax(error: unknown): boolean {
  return (
    error instanceof SyntaxError &&
    /^await is only valid|'import\.meta' outside a module|has already been declared$/.test(error.message)
  );
}

/** Of what is installed, its package stands for all files. */
function noteEsModules(params: InitializeParams): void {
  if (/[\\/]node_modules[\\/]/.test(params.file)) return;
  (require('./loaders/note-es-modules') as typeof import('./loaders/note-es-modules')).noteEsModules(params);
}
