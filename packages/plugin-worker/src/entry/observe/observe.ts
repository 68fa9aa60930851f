import { syncBuiltinESMExports } from 'node:module';
import type { Observed } from '../../protocol/inputs';
import { now } from '../../protocol/intrinsics';
import { observeEnvironment } from './environment';
import { observeFiles } from './file-accesses';
import { observeNx, type IndexOptions } from './index-queries';
import { noteLoadedFiles, observeLookups } from './module-lookups';
import { Recorder } from './recorder';
import { transpilerCaches } from './transpiler-caches';
import { observeTheRest } from './unobservable';
import type { FsBinding } from './wrap';

/** As they are before a plugin is loaded. */
const { setTimeout } = globalThis;
/** A read that takes longer may never end. */
const LONGEST_READ_MS = 1000;
const POLL_MS = 1;

type Bindings = { binding(this: void, name: string): Record<string, unknown> };

export interface Observer {
  /** What was seen since the last call, once the reads that are under way have ended. */
  collect: () => Promise<Observed>;
  /** Does something that is not the plugin's doing. */
  unseen: <T>(work: () => T) => T;
  /** The plugin reads a part of what its hook was given. */
  notePart: (name: string, digest: string) => void;
}

/** Nx's own plugins, and no others. */
const OFFICIAL = /^@nx\//;

/**
 * From here on, everything is noted on which the results of this process may depend. Call this before the plugin is
 * loaded. `process.binding` gives what node's own modules are made of; nothing else sees what they do for all callers.
 */
export function observe(plugin: string, cacheDirectory: string): Observer {
  const recorder = new Recorder();
  const binding = quietly((process as unknown as Bindings).binding);
  const options: IndexOptions = { hashesMatter: !OFFICIAL.test(plugin), cacheDirectory };
  for (const directory of transpilerCaches(process.cwd())) recorder.ignore(directory);
  observeFiles(binding('fs') as FsBinding, recorder);
  observeLookups(recorder);
  observeNx(recorder, options);
  observeTheRest(recorder, (name) => part(binding, name));
  observeEnvironment(recorder);
  syncBuiltinESMExports();
  return {
    collect: async () => {
      await endOfReads(recorder);
      noteLoadedFiles(recorder);
      return recorder.settle();
    },
    unseen: (work) => recorder.unseen(work),
    notePart: (name, digest) => recorder.noteOther('part', name, digest),
  };
}

/** A hook may leave a read behind that nobody waits for, such as vite's search for a configuration of PostCSS. */
async function endOfReads(recorder: Recorder): Promise<void> {
  const deadline = now() + LONGEST_READ_MS;
  // One that has ended may be followed by the next, at once.
  while (recorder.unsettledReads > 0 && now() < deadline)
    await new Promise<void>((resolve) => setTimeout(resolve, POLL_MS));
}

/** A version of node may lack one. */
function part(binding: Bindings['binding'], name: string): Record<string, unknown> {
  try {
    return binding(name);
  } catch {
    return {};
  }
}

/** Node may have been told to warn of it, or to throw: that is about the plugin's own code. */
function quietly(binding: Bindings['binding']): Bindings['binding'] {
  return (name) => {
    const { noDeprecation } = process;
    process.noDeprecation = true;
    try {
      return binding(name);
    } finally {
      process.noDeprecation = noDeprecation ?? false;
    }
  };
}
