import Module from 'node:module';
import { apply, hasOwn, keys, match, startsWith, then } from '../../protocol/intrinsics';
import type { EsbuildInputs } from './esbuild-inputs';
import type { Recorder } from './recorder';
import type { Native } from './wrap';

const MAIN = /[\\/]node_modules[\\/]esbuild[\\/]lib[\\/]main\.js$/;
/** Versions that look for files as we know it. */
const KNOWN_VERSION = /^0\.(?:1[7-9]|2[0-8])\.\d+$/;
/** They read nothing. */
const PURE = { transform: true, formatMessages: true, analyzeMetafile: true, initialize: true, stop: true };
/** With others, esbuild may read something else, or write. */
const KNOWN_OPTIONS: Record<string, (value: unknown) => boolean> = {
  ...{ absWorkingDir: isAny, target: isAny, format: isAny, mainFields: isAny, define: isAny },
  ...{ sourcemap: isAny, sourceRoot: isAny, metafile: isAny, logLevel: isAny, external: isAny },
  entryPoints: isListOfPaths,
  write: (value) => value === false,
  platform: (value) => value === 'node',
  bundle: (value) => value === true,
  plugins: Array.isArray,
};

type Options = Record<string, unknown> & { plugins?: unknown[] };

/** esbuild reads files in a program of its own, which this process starts. */
export class Esbuild {
  /** Whether a copy of esbuild that is observed is at work in this moment. */
  #isStarting = false;

  constructor(private readonly recorder: Recorder) {}

  /** Whether what is being started is that program. Plugins of esbuild may start others. */
  isService(words: string[]): boolean {
    return this.#isStarting && words.some((word) => startsWith(word, '--service='));
  }

  /** Both `require` and `import` run a CommonJS module by this function. */
  observe(): void {
    const { prototype } = Module as unknown as { prototype: { _compile: Native } };
    const compile = prototype._compile;
    const wrapExports = (exports: Record<string, unknown>) => this.#wrapExports(exports);
    prototype._compile = function (...args) {
      const result = apply(compile, this, args);
      const module = this as { exports: Record<string, unknown> };
      const [, file] = args;
      if (typeof file === 'string' && match(MAIN, file)) module.exports = wrapExports(module.exports);
      return result;
    };
  }

  /** Its own exports can't be changed. */
  #wrapExports(exports: Record<string, unknown>): Record<string, unknown> {
    const { version } = exports;
    if (typeof version !== 'string' || !match(KNOWN_VERSION, version)) return exports;
    const wrapped: Record<string, unknown> = {};
    for (const name of keys(exports)) {
      const value = exports[name];
      wrapped[name] = typeof value === 'function' ? this.#wrap(name, value as Native) : value;
    }
    if (hasOwn(wrapped, 'default')) wrapped['default'] = wrapped;
    return wrapped;
  }

  #wrap(name: string, native: Native): Native {
    if (name === 'build') return (options) => this.#build(native, options as Options);
    return (...args) => {
      if (!hasOwn(PURE, name)) this.recorder.noteIncomplete(`used ${name} of esbuild`);
      return this.#start(native, args);
    };
  }

  /** The program is started by the first call, before that returns. */
  #start(native: Native, args: unknown[]): unknown {
    this.#isStarting = true;
    try {
      return apply(native, undefined, args);
    } finally {
      this.#isStarting = false;
    }
  }

  /** Whether they are those of a build that we know. */
  #checkOptions(options: Options): boolean {
    const unknown = keys(options).find((name) => !KNOWN_OPTIONS[name]?.(options[name]));
    const isKnown = unknown === undefined && options['bundle'] === true && options['write'] === false;
    if (!isKnown) this.recorder.noteIncomplete(`had esbuild read files, with ${unknown ?? 'other options'}`);
    return isKnown;
  }

  #build(native: Native, options: Options): unknown {
    const observed = this.#observed(options);
    const built = this.#start(native, [observed ?? options]);
    if (observed)
      void then(
        built as Promise<unknown>,
        () => undefined,
        () => this.recorder.noteIncomplete('had esbuild read files, and that failed'),
      );
    return built;
  }

  /** With plugins that note what is read, if all of that can be noted. */
  #observed(options: Options): Options | undefined {
    try {
      if (!this.#checkOptions(options)) return undefined;
      const { EsbuildInputs } = require('./esbuild-inputs') as typeof import('./esbuild-inputs');
      const inputs: EsbuildInputs = new EsbuildInputs(this.recorder, (later) => this.#checkOptions(later));
      const { first, last } = inputs;
      return { ...options, plugins: [first, ...(options.plugins ?? []), last] };
    } catch {
      this.recorder.noteIncomplete('has changed the language or node, so that not all is seen');
      return undefined;
    }
  }
}

function isAny(): boolean {
  return true;
}

function isListOfPaths(value: unknown): boolean {
  const isPath = (each: unknown) => typeof each === 'string' && (startsWith(each, '/') || isDrive(each));
  return Array.isArray(value) && value.every(isPath);
}

function isDrive(path: string): boolean {
  return match(/^[A-Za-z]:[\\/]/, path) !== null;
}
