import { dirname } from 'node:path';

/** The part of the workspace's `typescript` that is used here. */
export interface TypeScript {
  sys: object & { readFile(path: string): string | undefined };
  readConfigFile(path: string, read: (path: string) => string | undefined): { config?: unknown; error?: { messageText: unknown } };
  parseJsonConfigFileContent(config: unknown, host: object, base: string): { options: CompilerOptions; raw?: unknown };
  ModuleKind: { CommonJS: number };
  ModuleResolutionKind: { Node10: number };
  ScriptTarget: { ES2022: number };
}

export interface CompilerOptions {
  baseUrl?: string;
  pathsBasePath?: string;
  paths?: Record<string, string[]>;
  [option: string]: unknown;
}

export interface PluginCompilerOptions {
  options: CompilerOptions;
  /** Directory that `paths` are relative to. */
  pathsBase: string | undefined;
  tsNodeOptions: object;
}

/** Options that a transpiler must not take from a configuration which was written for a build. */
const NOT_FOR_TRANSPILING = [
  'configFilePath',
  'pathsBasePath',
  'outDir',
  'outFile',
  'rootDir',
  'declaration',
  'declarationMap',
  'emitDeclarationOnly',
  'composite',
  'incremental',
  'tsBuildInfoFile',
  'customConditions',
  'verbatimModuleSyntax',
  'noEmit',
  'strict',
];

/** Compiler options for loading a plugin: those of the root configuration, with CommonJS output for node. */
export function readCompilerOptions(ts: TypeScript, tsconfig: string | undefined): PluginCompilerOptions {
  const fromFile = tsconfig ? parse(ts, tsconfig) : {};
  const options: CompilerOptions = { experimentalDecorators: true, emitDecoratorMetadata: true, ...fromFile };
  const pathsBase = options.baseUrl ?? options.pathsBasePath;
  for (const option of NOT_FOR_TRANSPILING) delete options[option];
  const shared = { inlineSourceMap: true, sourceMap: false, skipLibCheck: true };
  const { CommonJS } = ts.ModuleKind;
  Object.assign(options, shared, {
    module: CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: options['esModuleInterop'] ?? true,
  });
  const { experimentalDecorators, emitDecoratorMetadata, esModuleInterop } = options;
  const decorators = { experimentalDecorators, emitDecoratorMetadata, esModuleInterop };
  // ts-node takes the names of enum members, not their numbers.
  const named = { module: 'commonjs', moduleResolution: 'node10', target: 'es2022' };
  return { options, pathsBase, tsNodeOptions: { skipProject: true, compilerOptions: { ...shared, ...decorators, ...named } } };
}

function parse(ts: TypeScript, tsconfig: string): CompilerOptions {
  const { config, error } = ts.readConfigFile(tsconfig, (path) => ts.sys.readFile(path));
  if (error) throw new Error(`${tsconfig} can't be read: ${JSON.stringify(error.messageText)}`);
  // Only the options are of use: looking for the files of a large workspace would take seconds.
  const host = { ...ts.sys, readDirectory: () => [] };
  return ts.parseJsonConfigFileContent(config, host, dirname(tsconfig)).options;
}
