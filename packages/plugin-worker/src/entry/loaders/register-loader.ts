import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InitializeParams } from '../../types';
import { chooseLoader, type ChosenLoader } from './choose-loader';
import { createModuleHooks } from './module-hooks';
import { registerHooks, registerInThread } from './register-hooks';
import { registerNode20 } from './register-node-20';
import { readRootOptions } from './root-options';
import { createTypeScriptFiles } from './typescript-files';

/**
 * Registers what turns the plugin's TypeScript into JavaScript, and what finds its files as TypeScript does.
 * @throws an error with the code `NO_LOADER` that lists what was tried where nothing fits; there is no silent fallback.
 */
export function registerLoader(params: InitializeParams): ChosenLoader {
  const tsconfig = params.loader?.tsconfig ?? findTsconfig(params.root);
  const options = readRootOptions(tsconfig);
  const chosen = chooseLoader(params, options);
  const { kind, transpile } = chosen;
  const files = createTypeScriptFiles(options);
  if (transpile) process.setSourceMapsEnabled(true);
  if (registerInThread) registerHooks(createModuleHooks(files, transpile), registerInThread);
  else if (transpile) {
    const loader = { ...params.loader, kinds: [kind] };
    registerNode20(files, transpile, { params: { ...params, loader }, tsconfig });
  }
  return chosen;
}

/** The configuration that Nx takes for the root's. */
function findTsconfig(root: string): string | undefined {
  return ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((file) => existsSync(file));
}
