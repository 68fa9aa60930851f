import type { TsConfigJson } from 'get-tsconfig';

/** What a transpiler takes from the root TypeScript configuration; all else in it was written for builds. */
export interface RootOptions {
  experimentalDecorators: boolean;
  emitDecoratorMetadata: boolean;
  esModuleInterop: boolean;
  useDefineForClassFields: boolean;
  /** Absolute paths, with or without extension, that `paths` and `baseUrl` have for a bare specifier. */
  aliases: (specifier: string) => string[];
}

/** @throws when the configuration can't be read. */
export function readRootOptions(tsconfig: string | undefined): RootOptions {
  const { options, aliases } = tsconfig ? read(tsconfig) : { options: {}, aliases: undefined };
  return {
    // On unless the workspace says otherwise, as in Nx.
    experimentalDecorators: options.experimentalDecorators ?? true,
    emitDecoratorMetadata: options.emitDecoratorMetadata ?? true,
    esModuleInterop: options.esModuleInterop ?? true,
    useDefineForClassFields: options.useDefineForClassFields ?? false,
    aliases: aliases ?? (() => []),
  };
}

function read(tsconfig: string) {
  const { createPathsMatcher } = require('get-tsconfig') as typeof import('get-tsconfig');
  const { compilerOptions = {}, ...others } = parse(tsconfig);
  const { baseUrl, paths } = compilerOptions;
  // TypeScript wants a `./` there, Nx does not.
  const relative = baseUrl === undefined && paths ? { paths: mapValues(paths, withDot) } : {};
  const config = { ...others, compilerOptions: { ...compilerOptions, ...relative } };
  return {
    options: compilerOptions,
    aliases: createPathsMatcher({ path: tsconfig, config }) ?? undefined,
  };
}

function parse(tsconfig: string): TsConfigJson {
  const { parseTsconfig } = require('get-tsconfig') as typeof import('get-tsconfig');
  try {
    return parseTsconfig(tsconfig);
  } catch (error) {
    const { readTolerantly } = require('./tolerant-options') as typeof import('./tolerant-options');
    const compilerOptions = readTolerantly(tsconfig);
    if (compilerOptions) return { compilerOptions };
    throw error;
  }
}

const withDot = (target: string) => (/^\.{1,2}\/|^\//.test(target) ? target : `./${target}`);

function mapValues<T>(lists: Record<string, T[]>, map: (item: T) => T): Record<string, T[]> {
  return Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.map(map)]));
}
