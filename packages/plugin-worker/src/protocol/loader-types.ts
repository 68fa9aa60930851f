/** What loads a file: node as it is, node with its types stripped, or a transpiler of the workspace. */
export type LoaderKind = 'node' | 'strip-types' | 'swc-node' | 'ts-node';

/** How the worker loaded the plugin's file, and why so. */
export interface LoaderReport {
  /** What loaded it. */
  kind: LoaderKind;
  /** Whether it was loaded as CommonJS or as an ES module. */
  format: 'commonjs' | 'module';
  /** Why this one, as the end of a sentence: `it is JavaScript`. */
  reason: string;
  /** The transpiler's file, if one was registered. */
  resolvedFrom?: string;
}

/** How TypeScript is loaded. What is not set, the worker decides as Nx would. */
export interface LoaderSettings {
  /** Loaders to use instead of those that the worker would try, in this order. */
  kinds?: LoaderKind[];
  /** What was tried before, in an earlier process, and why it did not fit. */
  unfit?: string;
  /** Absolute path of the root TypeScript configuration, if there is one. */
  tsconfig?: string;
  /** What becomes of TypeScript files. Default: what Nx would make of them here. */
  formats?: FormatRule;
}

/** What a worker adds to the error of a plugin's load if another loader or format may do. */
export interface AnotherLoader {
  unfit: 'loader' | 'format';
  settings: LoaderSettings;
}

/**
 * `commonjs`: CommonJS of each file, as Nx's transpilers do. `detected`: what node takes the file for when it strips
 * types. `declared`: what extension and `package.json` say. If they say nothing, what suits the file that asks for it.
 */
export type FormatRule = 'commonjs' | 'detected' | 'declared';
