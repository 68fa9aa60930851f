import { dirname, resolve } from 'node:path';

/** What loading a plugin takes from the root TypeScript configuration; all else in it was written for builds. */
export interface RootOptions {
  experimentalDecorators: boolean;
  emitDecoratorMetadata: boolean;
  esModuleInterop: boolean;
  useDefineForClassFields: boolean;
  paths: Record<string, string[]>;
  /** Directory that the targets of `paths` are relative to. */
  pathsBase: string | undefined;
}

/** @throws when the configuration, or one that it extends, can't be read. */
export function readRootOptions(tsconfig: string | undefined): RootOptions {
  const options = tsconfig ? parse(tsconfig) : {};
  return {
    // On unless the workspace says otherwise, as in Nx.
    experimentalDecorators: options.experimentalDecorators ?? true,
    emitDecoratorMetadata: options.emitDecoratorMetadata ?? true,
    esModuleInterop: options.esModuleInterop ?? true,
    useDefineForClassFields: options.useDefineForClassFields ?? false,
    paths: options.paths ?? {},
    pathsBase: tsconfig && resolve(dirname(tsconfig), options.baseUrl ?? '.'),
  };
}

function parse(tsconfig: string) {
  const { parseTsconfig } = require('get-tsconfig') as typeof import('get-tsconfig');
  return parseTsconfig(tsconfig).compilerOptions ?? {};
}
