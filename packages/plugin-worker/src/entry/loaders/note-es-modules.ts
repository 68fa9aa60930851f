import type { InitializeParams } from '../../protocol/types';
import { noteEsModule } from '../loaded-files';
import { createNotingHooks } from './module-hooks';
import { registerHooks, registerInThread } from './register-hooks';
import { hookImport } from './register-node-20';

const PRELOAD = /^(?:-r|--require|--import|--loader|--experimental-loader)(?:=|$)/;

/**
 * For a plugin that is JavaScript and an ES module: changes nothing, and notes which ES modules are loaded. On node 20
 * that takes a thread. If something is preloaded, node would run it once more in that thread, so nothing is noted then.
 */
export function noteEsModules(params: InitializeParams): void {
  if (registerInThread) registerHooks(createNotingHooks(noteEsModule), registerInThread);
  else if (!hasPreload()) hookImport({ params, tsconfig: undefined });
}

function hasPreload(): boolean {
  const fromEnvironment = (process.env['NODE_OPTIONS'] ?? '').split(/\s+/);
  return [...process.execArgv, ...fromEnvironment].some((argument) => PRELOAD.test(argument));
}
