import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import type { InitializeParams, LoaderKind, LoaderReport } from '../types';
import { declaredFormat } from './loaders/module-format';

export interface ImportedModule {
  exports: Record<string, unknown>;
  loader: LoaderReport;
}

/** The module, and as what node took it. */
interface Imported {
  exports: Record<string, unknown>;
  format: LoaderReport['format'];
}

const TYPESCRIPT = new Set(['.ts', '.tsx', '.mts', '.cts']);

/**
 * Imports the file, with a loader registered first where it is TypeScript. Throws what the module throws, or an error with the
 * code `LOADER_UNFIT` and what is to be tried `next`, in a new process, where node's type stripping does not fit.
 */
export async function loadModule(params: InitializeParams): Promise<ImportedModule> {
  if (!TYPESCRIPT.has(extname(params.file))) {
    const { exports, format } = await importTarget(params, () => noteEsModules(params));
    return { exports, loader: { kind: 'node', format, reason: 'it is JavaScript' } };
  }
  const { registerLoader } =
    require('./loaders/register-loader') as typeof import('./loaders/register-loader');
  const { kind, reason, file, next, beforeImport } = registerLoader(params);
  try {
    const { exports, format } = await importTarget(params, beforeImport);
    return { exports, loader: { kind, format, reason, ...(file && { resolvedFrom: file }) } };
  } catch (error) {
    if (kind === 'strip-types' && next.length > 0 && isAboutStripping(error))
      throw unfit(error as Error, next);
    throw error;
  }
}

function importTarget(
  { file, pauseBeforeLoad }: InitializeParams,
  beforeImport: () => void,
): Promise<Imported> {
  if (pauseBeforeLoad) (require('./pause') as typeof import('./pause')).pauseForDebugger();
  return declaredFormat(file) === 'module'
    ? importEsModule(file, beforeImport)
    : requireOrImport(file, beforeImport);
}

async function importEsModule(file: string, beforeImport: () => void): Promise<Imported> {
  beforeImport();
  const exports = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  return { exports, format: 'module' };
}

async function requireOrImport(file: string, beforeImport: () => void): Promise<Imported> {
  try {
    const exports = requireQuietly(file);
    return { exports, format: types.isModuleNamespaceObject(exports) ? 'module' : 'commonjs' };
  } catch (error) {
    if (!needsImport(error)) throw error;
    return importEsModule(file, beforeImport);
  }
}

const IS_HINT = /^(?:To|Failed to) load (?:an|the) ES module/;

/** Node prints a hint where CommonJS has the syntax of an ES module. A TypeScript file is tried as one next. */
function requireQuietly(file: string): Record<string, unknown> {
  if (!TYPESCRIPT.has(extname(file))) return require(file) as Record<string, unknown>;
  const listeners = process.listeners('warning');
  const held: Error[] = [];
  process.removeAllListeners('warning').on('warning', (warning) => held.push(warning));
  try {
    return require(file) as Record<string, unknown>;
  } finally {
    process.removeAllListeners('warning');
    for (const listener of listeners) process.on('warning', listener);
    for (const warning of held) if (!IS_HINT.test(warning.message)) process.emit('warning', warning);
  }
}

/** An ES module behind a name that does not tell, or what only an ES module may have. */
function needsImport(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ERR_REQUIRE_ESM' || code === 'ERR_REQUIRE_ASYNC_MODULE') return true;
  return error instanceof SyntaxError && /^await is only valid|'import\.meta' outside a module/.test(message);
}

/** Of what is installed, its package stands for all files. */
function noteEsModules(params: InitializeParams): void {
  if (/[\\/]node_modules[\\/]/.test(params.file)) return;
  (require('./loaders/note-es-modules') as typeof import('./loaders/note-es-modules')).noteEsModules(params);
}

/** What stripping types can't do, or what comes of it that node takes the file for an ES module. */
function isAboutStripping(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof ReferenceError && /is not defined in ES module scope/.test(error.message);
}

function unfit(cause: Error, next: LoaderKind[]): Error {
  const message = `node's type stripping does not fit (${cause.message.split('\n')[0]})`;
  return Object.assign(new Error(message, { cause }), { code: 'LOADER_UNFIT', next });
}
