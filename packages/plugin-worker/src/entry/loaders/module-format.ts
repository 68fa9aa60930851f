import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { ModuleFormat } from './transpile';

const BY_EXTENSION: Record<string, ModuleFormat> = {
  '.mjs': 'module',
  '.mts': 'module',
  '.cjs': 'commonjs',
  '.cts': 'commonjs',
};
/** An `import` or `export` at the beginning of a line, but not TypeScript's `import x = require()` and `export =`. */
const MODULE_SYNTAX = /^\s*(?:import\s*(?:["'{*]|type\b|[\w$]+\s*(?:,|from\b))|export\s*(?:[{*]|[a-z]))/m;

/** What extension or nearest `package.json` say that the file is; `undefined` where neither says. */
export function declaredFormat(file: string): ModuleFormat | undefined {
  const extension = extname(file);
  const known = BY_EXTENSION[extension];
  if (known) return known;
  return /^\.(?:js|jsx|ts|tsx)$/.test(extension) ? nearestPackageType(dirname(file)) : 'commonjs';
}

/**
 * The format to transpile a file to. Where nothing declares one it is what suits who asks for it: CommonJS for `require`, and
 * for `import` an ES module where it is written as one.
 */
export function formatFor(file: string, source: string, isImported: boolean): ModuleFormat {
  return declaredFormat(file) ?? (isImported && MODULE_SYNTAX.test(source) ? 'module' : 'commonjs');
}

function nearestPackageType(directory: string): ModuleFormat | undefined {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string };
    return type === 'module' || type === 'commonjs' ? type : undefined;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestPackageType(parent);
}
