import { readFileSync } from 'node:fs';
import type { AnotherLoader, InitializeParams } from '../protocol/types';
import {
  hasOnlyEsSyntax,
  importEsModule,
  needsImport,
  pauseIfAsked,
  requireModule,
  type Imported,
  type ImportedModule,
} from './import-module';
import { otherFormats } from './loaders/choose-formats';
import { formatFor } from './loaders/module-format';
import { registerLoader, type RegisteredLoader } from './loaders/register-loader';

/**
 * Imports a TypeScript file. Throws what the module throws. If the error may come of the loader or of the format, its
 * `anotherLoader` says what to try in a new process. In this one, a module that has failed stays so, and others have
 * run already.
 */
export async function loadTypeScript(params: InitializeParams): Promise<ImportedModule> {
  const loader = registerLoader(params);
  const { kind, reason, file } = loader;
  pauseIfAsked(params);
  try {
    const { exports, format } = await importTarget(params.file, loader);
    return { exports, loader: { kind, format, reason, ...(file && { resolvedFrom: file }) } };
  } catch (error) {
    throw withAnotherLoader(error, loader);
  }
}

async function importTarget(file: string, loader: RegisteredLoader): Promise<Imported> {
  const { formats, ranAnother, beforeImport } = loader;
  const asEsModule = () => {
    beforeImport();
    return importEsModule(file);
  };
  if (formatFor(file, readFileSync(file, 'utf8'), false, formats.rule) === 'module')
    return await asEsModule();
  try {
    return requireQuietly(file);
  } catch (error) {
    if (formats.rule !== 'commonjs') {
      if (!needsImport(error)) throw error;
      return await asEsModule();
    }
    if (!hasOnlyEsSyntax(error) || ranAnother()) throw error;
    // It did not compile, so nothing of it has run.
    formats.rule = 'declared';
    return await asEsModule();
  }
}

const IS_HINT = /^(?:To|Failed to) load (?:an|the) ES module/;

/** Node prints a hint if CommonJS has the syntax of an ES module. The file is tried as one next. */
function requireQuietly(file: string): Imported {
  const emit = Reflect.get(process, 'emit') as (event: string, ...args: unknown[]) => boolean;
  let isQuiet = true;
  const emitOthers: typeof emit = (event, ...args) => {
    const isHint = isQuiet && event === 'warning' && IS_HINT.test((args[0] as Error).message);
    return !isHint && Reflect.apply(emit, process, [event, ...args]);
  };
  process.emit = emitOthers as typeof process.emit;
  try {
    return requireModule(file);
  } finally {
    isQuiet = false;
    // The plugin may have wrapped it meanwhile.
    if ((process.emit as unknown) === emitOthers) process.emit = emit as typeof process.emit;
  }
}

function withAnotherLoader(error: unknown, loader: RegisteredLoader): unknown {
  if (!(error instanceof Error) || !Object.isExtensible(error)) return error;
  const anotherLoader = anotherLoaderFor(error, loader);
  return anotherLoader ? Object.assign(error, { anotherLoader }) : error;
}

function anotherLoaderFor(error: Error, loader: RegisteredLoader): AnotherLoader | undefined {
  const { kind, formats, next } = loader;
  const why = `does not fit (${error.message.split('\n')[0]})`;
  if (kind === 'strip-types') {
    if (next.length === 0 || !isAboutStripping(error)) return undefined;
    // Nx then makes CommonJS of everything.
    const unfit = `node's type stripping ${why}`;
    return { unfit: 'loader', settings: { kinds: next, formats: 'commonjs', unfit } };
  }
  const other = otherFormats(error, formats.rule);
  if (!other) return undefined;
  const unfit = `${formats.rule === 'commonjs' ? 'CommonJS' : 'an ES module'} ${why}`;
  return { unfit: 'format', settings: { kinds: [kind], formats: other, unfit } };
}

/** What stripping types can't do, or what comes of it that node takes the file for an ES module. */
function isAboutStripping(error: unknown): boolean {
  if (error instanceof SyntaxError) return true;
  return error instanceof ReferenceError && /is not defined in ES module scope/.test(error.message);
}
