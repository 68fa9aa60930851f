export type ModuleFormat = 'commonjs' | 'module';

/**
 * Turns the text of a TypeScript file into JavaScript of that format, with its source map inside. Throws a
 * `SyntaxError`.
 */
export type Transpile = (source: string, file: string, format: ModuleFormat) => string;
