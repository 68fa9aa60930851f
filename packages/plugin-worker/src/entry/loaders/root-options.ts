/** What a transpiler takes from the root TypeScript configuration; all else in it was written for builds. */
export interface RootOptions {
  experimentalDecorators: boolean;
  emitDecoratorMetadata: boolean;
  esModuleInterop: boolean;
  useDefineForClassFields: boolean;
  /** Absolute paths, with or without extension, that `paths` and `baseUrl` have for a bare specifier. */
  aliases: (specifier: string) => string[];
}

/** @throws when the configuration, or one that it extends, can't be read. */
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
  const { createPathsMatcher, parseTsconfig } = require('get-tsconfig') as typeof import('get-tsconfig');
  const config = parseTsconfig(tsconfig);
  return {
    options: config.compilerOptions ?? {},
    aliases: createPathsMatcher({ path: tsconfig, config }) ?? undefined,
  };
}
