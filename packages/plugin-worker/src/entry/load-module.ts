import { extname } from 'node:path';
import type { InitializeParams } from '../protocol/types';
import {
  importEsModule,
  needsImport,
  pauseIfAsked,
  requireModule,
  type Imported,
  type ImportedModule,
} from './import-module';
import { declaredFormat } from './loaders/module-format';

const TYPESCRIPT = new Set(['.ts', '.tsx', '.mts', '.cts']);

/** Imports the file, after a loader was registered if it is TypeScript. Throws what the module throws. */
export async function loadModule(params: InitializeParams): Promise<ImportedModule> {
  if (TYPESCRIPT.has(extname(params.file))) {
    const { loadTypeScript } = require('./load-typescript') as typeof import('./load-typescript');
    return loadTypeScript(params);
  }
  pauseIfAsked(params);
  const { exports, format } = await importJavaScript(params);
  return { exports, loader: { kind: 'node', format, reason: 'it is JavaScript' } };
}

async function importJavaScript(params: InitializeParams): Promise<Imported> {
  // Awaited, not returned as it is: that would call its `then`, which a plugin may have replaced.
  const asEsModule = () => {
    noteEsModules(params);
    return importEsModule(params.file);
  };
  if (declaredFormat(params.file) === 'module') return await asEsModule();
  try {
    return requireModule(params.file);
  } catch (error) {
    if (!needsImport(error)) throw error;
    return await asEsModule();
  }
}

/** Of what is installed, its package stands for all files. */
function noteEsModules(params: InitializeParams): void {
  if (/[\\/]node_modules[\\/]/.test(params.file)) return;
  (require('./loaders/note-es-modules') as typeof import('./loaders/note-es-modules')).noteEsModules(params);
}
