const NAMES = /(?<![\w$.])(?:(?:__dirname|__filename)\b|require\s*[.(]|module\s*\.|exports\s*[.[=])/g;

/**
 * What an ES module uses of CommonJS in its text without making it, as `const require = createRequire(import.meta.url)`
 * does.
 */
export function namesOfCommonJs(code: string): string[] {
  const names = new Set([...code.matchAll(NAMES)].map(([name]) => /\w+/.exec(name)![0]));
  return [...names].filter((name) => !declarationOf(name).test(code));
}

const declarationOf = (name: string) =>
  new RegExp(String.raw`\b(?:const|let|var|function|import)\b[^=;(]*(?<![\w$.])${name}\b`);

const MADE: Record<string, string> = {
  __dirname: 'const __dirname = import.meta.dirname;',
  __filename: 'const __filename = import.meta.filename;',
  require:
    'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
};

/** Makes them for an ES module that has to be one, on its first line. `module` and `exports` mean nothing in it. */
export function withNamesOfCommonJs(code: string): string {
  return namesOfCommonJs(code).reduce((text, name) => (MADE[name] ?? '') + text, code);
}
