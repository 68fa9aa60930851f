import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatRule, InitializeParams } from '../../protocol/types';
import { noteEsModule } from '../loaded-files';
import { chooseFormats } from './choose-formats';
import { chooseLoader, type ChosenLoader } from './choose-loader';
import { createModuleHooks } from './module-hooks';
import { registerHooks, registerInThread } from './register-hooks';
import { hookImport, hookRequire } from './register-node-20';
import { readRootOptions } from './root-options';
import type { Transpile } from './transpile';
import { createTypeScriptFiles } from './typescript-files';

export interface RegisteredLoader extends ChosenLoader {
  /** What becomes of TypeScript files. It may change while none of them has run. */
  formats: { rule: FormatRule };
  /** Whether a TypeScript file other than the plugin's own was transpiled. */
  ranAnother: () => boolean;
  /** To be called once, before the plugin is imported as an ES module. */
  beforeImport: () => void;
}

/**
 * Registers what turns the plugin's TypeScript into JavaScript, and what finds its files as TypeScript does.
 * @throws an error with the code `NO_LOADER` that lists what was tried, if nothing fits; there is no silent fallback.
 */
export function registerLoader(params: InitializeParams): RegisteredLoader {
  const tsconfig = params.loader?.tsconfig ?? findTsconfig(params.root);
  const options = readRootOptions(tsconfig);
  const files = createTypeScriptFiles(options);
  const chosen = chooseLoader(params, options, files);
  const { kind } = chosen;
  let transpiled = 0;
  const transpile = chosen.transpile && countCalls(chosen.transpile, () => transpiled++);
  const formats = { rule: transpile ? chooseFormats(params, kind, files) : ('detected' as const) };
  const rule = (): FormatRule => formats.rule;
  if (transpile) process.setSourceMapsEnabled(true);
  if (registerInThread)
    registerHooks(createModuleHooks(files, transpile, noteEsModule, rule), registerInThread);
  else if (transpile) hookRequire(files, transpile, rule);
  const beforeImport = () => {
    if (registerInThread || !transpile) return;
    const loader = { ...params.loader, kinds: [kind], formats: formats.rule };
    hookImport({ params: { ...params, loader }, tsconfig });
  };
  return { ...chosen, formats, ranAnother: () => transpiled > 1, beforeImport };
}

const countCalls =
  (transpile: Transpile, count: () => void): Transpile =>
  (...args) => {
    count();
    return transpile(...args);
  };

/** The configuration that Nx takes for the root's. */
function findTsconfig(root: string): string | undefined {
  return ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((file) => existsSync(file));
}
