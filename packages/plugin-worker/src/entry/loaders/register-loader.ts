import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InitializeParams } from '../../types';
import { noteEsModule } from '../loaded-files';
import { chooseLoader, type ChosenLoader } from './choose-loader';
import { createModuleHooks } from './module-hooks';
import { registerHooks, registerInThread } from './register-hooks';
import { hookImport, hookRequire } from './register-node-20';
import { readRootOptions } from './root-options';
import { createTypeScriptFiles } from './typescript-files';

export interface RegisteredLoader extends ChosenLoader {
  /** To be called once, before the plugin is imported as an ES module. */
  beforeImport: () => void;
}

/**
 * Registers what turns the plugin's TypeScript into JavaScript, and what finds its files as TypeScript does.
 * @throws an error with the code `NO_LOADER` that lists what was tried where nothing fits; there is no silent fallback.
 */
export function registerLoader(params: InitializeParams): RegisteredLoader {
  const tsconfig = params.loader?.tsconfig ?? findTsconfig(params.root);
  const options = readRootOptions(tsconfig);
  const chosen = chooseLoader(params, options);
  const { kind, transpile } = chosen;
  const files = createTypeScriptFiles(options);
  if (transpile) process.setSourceMapsEnabled(true);
  if (registerInThread) registerHooks(createModuleHooks(files, transpile, noteEsModule), registerInThread);
  else if (transpile) hookRequire(files, transpile);
  const beforeImport = () => {
    if (registerInThread || !transpile) return;
    hookImport({ params: { ...params, loader: { ...params.loader, kinds: [kind] } }, tsconfig });
  };
  return { ...chosen, beforeImport };
}

/** The configuration that Nx takes for the root's. */
function findTsconfig(root: string): string | undefined {
  return ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((file) => existsSync(file));
}
