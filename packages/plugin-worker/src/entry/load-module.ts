import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InitializeParams, LoaderReport } from '../types';

export interface ImportedModule {
  exports: Record<string, unknown>;
  loader: LoaderReport;
}

type ModuleFormat = LoaderReport['format'];

const TYPESCRIPT = new Set(['.ts', '.tsx', '.mts', '.cts']);

/** Imports the file, with a transpiler registered first where it is TypeScript. Throws what the module throws. */
export async function loadModule(params: InitializeParams): Promise<ImportedModule> {
  const format = formatOf(params.file);
  if (!TYPESCRIPT.has(extname(params.file))) {
    return {
      exports: await importTarget(params, format),
      loader: { kind: 'node', format, reason: 'it is JavaScript' },
    };
  }
  const { registerLoader } =
    require('./loaders/register-loader') as typeof import('./loaders/register-loader');
  const loader = registerLoader(params, format);
  return { exports: await importTarget(params, format), loader };
}

function importTarget({ file, pauseBeforeLoad }: InitializeParams, format: ModuleFormat) {
  if (pauseBeforeLoad) (require('./pause') as typeof import('./pause')).pauseForDebugger();
  return importFile(file, format);
}

async function importFile(file: string, format: ModuleFormat): Promise<Record<string, unknown>> {
  if (format === 'module') return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  try {
    return require(file) as Record<string, unknown>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // An ES module behind a name that does not tell, or one with a top-level await.
    if (code !== 'ERR_REQUIRE_ESM' && code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  }
}

/** What node would take the file for: its extension decides, then the `type` of the nearest `package.json`. */
export function formatOf(file: string): ModuleFormat {
  const extension = extname(file);
  if (extension === '.mjs' || extension === '.mts') return 'module';
  if (extension !== '.js' && !TYPESCRIPT.has(extension)) return 'commonjs';
  if (extension === '.cts') return 'commonjs';
  return nearestPackageType(dirname(file));
}

function nearestPackageType(directory: string): ModuleFormat {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string };
    return type === 'module' ? 'module' : 'commonjs';
  }
  const parent = dirname(directory);
  return parent === directory ? 'commonjs' : nearestPackageType(parent);
}
