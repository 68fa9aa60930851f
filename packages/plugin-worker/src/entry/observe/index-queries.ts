import { rmSync } from 'node:fs';
import { digestOfText } from '../../inputs/look';
import type { Recorder } from './recorder';
import { wrap } from './wrap';

type Exports = Record<string, unknown>;
type Query = (root: string, ...args: unknown[]) => unknown;

const NX_MODULE = /[\\/]nx[\\/](?:dist[\\/])?src[\\/](?:utils|native)[\\/]([\w-]+)\.js$/;

/** What Nx does for itself while these of `native/` load, such as to copy its native code, is not the plugin's work. */
const NATIVE = 'index';
const UNSEEN_LOADS = ['native-bindings', NATIVE];
/** Where its caches are, for which Nx asks git and looks into the home directory. No result depends on it. */
const UNSEEN_CALLS = ['workspace-id', 'owned-private-dir'];

/** Of Nx's native code: they read files on their own. */
const UNSEEN_READS = ['expandOutputs', 'findImports', 'getFilesForOutputsBatch'];

/** Their answers are names of files. */
const LISTS = [
  'globWithWorkspaceContextSync',
  'globWithWorkspaceContext',
  'multiGlobWithWorkspaceContext',
  'getFilesInDirectoryUsingContext',
];
/** Their answers also tell what is in the files. */
const HASHES = [
  'hashWithWorkspaceContext',
  'hashMultiGlobWithWorkspaceContext',
  'getAllFileDataInContext',
  'getNxWorkspaceFilesFromContext',
];

export interface IndexOptions {
  /**
   * Nx's own plugins ask for hashes to find what they kept for the same files, and for nothing else. Here they find
   * only what belongs to inputs that the host knows.
   */
  hashesMatter: boolean;
  /** For what the plugin keeps. */
  cacheDirectory: string;
}

/**
 * Notes what the plugin asks Nx's index of the workspace's files, and gives it a directory of its own for what it
 * keeps: a result that comes out of one depends on what nobody saw.
 */
export function observeNx(recorder: Recorder, { hashesMatter, cacheDirectory }: IndexOptions): void {
  recorder.ignore(cacheDirectory);
  process.on('exit', () => rmSync(cacheDirectory, { recursive: true, force: true }));
  const load = require.extensions['.js'];
  require.extensions['.js'] = (module, file) => {
    const util = NX_MODULE.exec(file)?.[1];
    if (util !== undefined && UNSEEN_LOADS.includes(util)) {
      recorder.unseen(() => void load(module, file));
      if (util === NATIVE && hashesMatter) noteReads(module.exports as Exports, recorder);
      return;
    }
    load(module, file);
    if (util !== undefined && UNSEEN_CALLS.includes(util)) hideCalls(module.exports as Exports);
    if (util === 'workspace-context')
      noteQueries(module.exports as Exports, hashesMatter ? [...LISTS, ...HASHES] : LISTS);
    if (util === 'cache-directory') (module.exports as Exports)['workspaceDataDirectory'] = cacheDirectory;
  };

  function hideCalls(exports: Exports): void {
    for (const [name, value] of Object.entries(exports))
      if (typeof value === 'function')
        exports[name] = (...args: unknown[]) =>
          recorder.unseen(() => Reflect.apply(value, undefined, args) as unknown);
  }

  function noteQueries(exports: Exports, names: string[]): void {
    for (const name of names) {
      const ask = exports[name] as Query | undefined;
      if (typeof ask !== 'function') continue;
      const note = (args: unknown[], answer: unknown) => {
        recorder.noteOther('query', JSON.stringify([name, ...args]), digestOfText(JSON.stringify(answer)));
        return answer;
      };
      exports[name] = (root: string, ...args: unknown[]) => {
        const answer = recorder.unseen(() => ask(root, ...args));
        return answer instanceof Promise ? answer.then((value) => note(args, value)) : note(args, answer);
      };
    }
  }
}

function noteReads(exports: Exports, recorder: Recorder): void {
  wrap(recorder, exports, 'hashFile', ([file]) => recorder.note('content', String(file)));
  for (const name of UNSEEN_READS)
    wrap(recorder, exports, name, () => recorder.noteIncomplete(`had Nx read files, by ${name}`));
}
