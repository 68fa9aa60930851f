import Module from 'node:module';
import { join } from 'node:path';

export type Exports = Record<string, unknown>;

/** By the file of a module below a directory. */
export type Replacements = Record<string, (exports: Exports) => void>;

interface LoadingModule {
  exports: Exports;
  load: (this: LoadingModule, filename: string) => void;
}

/**
 * Calls `replace` with the exports of a CommonJS module right after it was loaded, before whoever wanted it gets it:
 * also by `import()`, which takes its names from there. Nothing else of module loading changes, and nothing at all once
 * every module is loaded.
 */
export function afterLoad(directory: string, replacements: Replacements): void {
  const prototype = Module.prototype as unknown as LoadingModule;
  const load = prototype.load;
  const left = new Map(
    Object.entries(replacements).map(([file, replace]) => [join(directory, file), replace]),
  );
  const loadAndReplace = function (this: LoadingModule, filename: string): void {
    load.call(this, filename);
    left.get(filename)?.(this.exports);
    left.delete(filename);
    if (left.size === 0 && prototype.load === loadAndReplace) prototype.load = load;
  };
  prototype.load = loadAndReplace;
}
