import type { InitializeParams } from '../../types';
import { noteEsModule } from '../loaded-files';
import { createNotingHooks } from './module-hooks';
import { registerHooks, registerInThread } from './register-hooks';
import { hookImport } from './register-node-20';

/** For a plugin that is JavaScript, and an ES module: changes nothing, and notes which ES modules are loaded. */
export function noteEsModules(params: InitializeParams): void {
  if (registerInThread) registerHooks(createNotingHooks(noteEsModule), registerInThread);
  else hookImport({ params, tsconfig: undefined });
}
