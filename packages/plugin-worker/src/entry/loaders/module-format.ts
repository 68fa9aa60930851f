import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { FormatRule } from '../../protocol/types';
import type { ModuleFormat } from './transpile';

const BY_EXTENSION: Record<string, ModuleFormat> = {
  '.mjs': 'module',
  '.mts': 'module',
  '.cjs': 'commonjs',
  '.cts': 'commonjs',
};
/** An `import` or `export` at the beginning of a line, but not TypeScript's `import x = require()` and `export =`. */
const MODULE_SYNTAX = /^\s*(?:import\s*(?:["'{*]|type\b|[\w$]+\s*(?:,|from\b))|export(?:\s*[{*]|\s+[a-z]))/m;

export const hasModuleSyntax = (source: string) => MODULE_SYNTAX.test(source);

/** What the extension or the nearest `package.json` says that the file is; `undefined` if neither says it. */
export function declaredFormat(file: string): ModuleFormat | undefined {
  const extension = extname(file);
  const known = BY_EXTENSION[extension];
  if (known) return known;
  return /^\.(?:js|jsx|ts|tsx)$/.test(extension) ? nearestPackageType(dirname(file)) : 'commonjs';
}

/** The format to transpile a file to. If nothing declares one, `require` gets CommonJS from the rule `declared`. */
export function formatFor(file: string, source: string, isImported: boolean, rule: FormatRule): ModuleFormat {
  // An import that is left in it comes of what CommonJS could not have.
  if (rule === 'commonjs' && !isImported) return 'commonjs';
  const mayDetect = isImported || rule === 'detected';
  return declaredFormat(file) ?? (mayDetect && MODULE_SYNTAX.test(source) ? 'module' : 'commonjs');
}

function nearestPackageType(directory: string): ModuleFormat | undefined {
  const manifest = join(directory, 'package.json');
  if (existsSync(manifest)) {
    const { type } = readManifest(manifest);
    return type === 'module' || type === 'commonjs' ? type : undefined;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestPackageType(parent);
}

/** As node reads it, and with its words. */
function readManifest(file: string): { type?: string } {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as { type?: string };
  } catch (cause) {
    throw new Error(`Error parsing ${file}: ${(cause as Error).message}`, { cause });
  }
}
