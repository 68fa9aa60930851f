import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { match, split } from '../../protocol/intrinsics';
import { noteLinks } from './links';
import type { Recorder } from './recorder';

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { basename, dirname, extname, isAbsolute, join, resolve } = path;
const { existsSync, readFileSync, realpathSync, statSync } = fs;

/** What esbuild tries to append to the path of an import, if nobody says otherwise. */
const EXTENSIONS = ['', '.tsx', '.ts', '.jsx', '.js', '.css', '.json'];
/** TypeScript is imported by the name of what it becomes. */
const SOURCES: Record<string, string[]> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};
/** esbuild may look for a path with this and without it. */
const SUFFIX = /[?#]/;
/** Imports of whatever fits, and source maps: nobody is asked before esbuild looks for them. */
const UNSEEN_LOOKS =
  /\b(?:import|require)\s*\(\s*(?:\/\*[^]*?\*\/\s*)?(?:`|(['"])\.[^'"]*\1\s*\+)|[#@]\s*sourceMappingURL=(?!data:)/;
/** Another file than `index` may be meant. */
const HAS_MAIN = /"(?:main|module)"/;
const RELATIVE = /^\.\.?(?:[\\/]|$)/;
/** Of each list, what is in the nearest directory that has one. */
const SETTINGS = [['tsconfig.json', 'jsconfig.json'], ['package.json']];
/** Text, of which the first group is one path or a list of them. */
const EXTENDS = /"extends"\s*:\s*("[^"\\]*"|\[[^\]\\]*\])/g;

interface Resolving {
  path: string;
  kind: string;
  resolveDir: string;
}

interface Loading {
  path: string;
  namespace: string;
}

type On<Args> = (options: { filter: RegExp }, callback: (args: Args) => undefined) => void;

interface Build {
  initialOptions: Record<string, unknown>;
  onStart: (callback: () => undefined) => void;
  onResolve: On<Resolving>;
  onLoad: On<Loading>;
}

/**
 * What one build of esbuild looks at: where it looks for each import, what it loads, and the `tsconfig.json` and
 * `package.json` files above. It asks its plugins before each look.
 */
export class EsbuildInputs {
  /** Where it may find files, as far as we know how it looks. */
  readonly #places = new Set<string>();

  constructor(
    private readonly recorder: Recorder,
    private readonly checkOptions: (options: Record<string, unknown>) => void,
  ) {}

  /** Is asked before all others. */
  readonly first = {
    name: 'observed',
    setup: ({ initialOptions, onStart, onResolve, onLoad }: Build): void => {
      // Other plugins may change them before that.
      onStart(() => this.#attempt(() => this.checkOptions(initialOptions)));
      onResolve({ filter: /.*/ }, (args) => this.#attempt(() => this.#noteImport(args)));
      onLoad({ filter: /.*/ }, (args) => this.#attempt(() => this.#noteLoad(args)));
    },
  };

  /** Is asked for what no other plugin has taken. */
  readonly last = {
    name: 'observed-rest',
    setup: ({ initialOptions, onResolve }: Build): void => {
      const external = (initialOptions['external'] ?? []) as string[];
      onResolve({ filter: /.*/ }, ({ path: specifier, kind }) =>
        this.#attempt(() => {
          const isKnown = isPath(specifier, kind) || isBuiltin(specifier) || external.includes(specifier);
          if (!isKnown) this.recorder.noteIncomplete(`had esbuild look for ${specifier}`);
        }),
      );
    },
  };

  #attempt(note: () => void): undefined {
    try {
      note();
    } catch {
      this.recorder.noteIncomplete('had esbuild read files, and not all is seen');
    }
  }

  #noteImport({ path: specifier, kind, resolveDir }: Resolving): void {
    if (match(SUFFIX, specifier)) this.recorder.noteIncomplete(`had esbuild look for ${specifier}`);
    // Where a package is, another plugin says.
    if (isPath(specifier, kind)) this.#notePlaces(resolve(resolveDir, specifier));
  }

  #notePlaces(base: string): void {
    this.#noteSettings(dirname(base));
    const stem = base.slice(0, base.length - extname(base).length);
    const sources = (SOURCES[extname(base)] ?? []).map((extension) => stem + extension);
    for (const file of [...EXTENSIONS.map((extension) => base + extension), ...sources])
      this.#notePlace(file);
    if (!this.recorder.unseen(() => isDirectory(base))) return;
    this.#noteSettings(base);
    const manifest = join(base, 'package.json');
    const text = this.recorder.unseen(() => (existsSync(manifest) ? readFileSync(manifest, 'utf8') : ''));
    if (match(HAS_MAIN, text)) this.recorder.noteIncomplete(`had esbuild look for what ${manifest} names`);
    for (const extension of EXTENSIONS.slice(1)) this.#notePlace(join(base, `index${extension}`));
  }

  #notePlace(file: string): void {
    this.recorder.note('type', file);
    if (this.recorder.unseen(() => !existsSync(file))) return;
    const real = this.#follow(file);
    this.#places.add(real);
    if (real !== file) this.#noteSettings(dirname(real));
  }

  #noteLoad({ path: file, namespace }: Loading): void {
    if (namespace !== 'file') return;
    if (!this.#places.has(file)) this.recorder.noteIncomplete(`had esbuild read ${file}`);
    this.recorder.note('content', file);
    const text = this.recorder.unseen(() => readFileSync(file, 'utf8'));
    if (match(UNSEEN_LOOKS, text))
      this.recorder.noteIncomplete(`had esbuild look for files that ${file} does not name`);
  }

  /** Where links lead. */
  #follow(file: string): string {
    noteLinks(file, this.recorder);
    return this.recorder.unseen(() => realpathSync(file));
  }

  /** What decides how the files of this directory are compiled. */
  #noteSettings(directory: string): void {
    for (const names of SETTINGS)
      for (let parent = directory; ; parent = dirname(parent)) {
        const found = names.filter((name) => this.#noteBase(join(parent, name), []));
        if (found.length > 0 || parent === dirname(parent)) break;
      }
  }

  #noteExtended(file: string, before: string[]): void {
    if (before.includes(file)) return;
    const text = this.recorder.unseen(() => readFileSync(file, 'utf8'));
    const found = [...text.matchAll(EXTENDS)];
    if (found.length !== split(text, '"extends"').length - 1)
      this.recorder.noteIncomplete(`had esbuild read what ${file} extends`);
    for (const [, given] of found)
      for (const [, specifier] of given.matchAll(/"([^"]*)"/g)) {
        const base = resolve(dirname(file), specifier);
        if (!isPath(specifier) || this.recorder.unseen(() => isDirectory(base)))
          this.recorder.noteIncomplete(`had esbuild look for ${specifier}, which ${file} extends`);
        else for (const each of [base, `${base}.json`]) this.#noteBase(each, [...before, file]);
      }
  }

  /** Whether it is there. */
  #noteBase(file: string, before: string[]): boolean {
    this.recorder.note('content', file);
    const isThere = this.recorder.unseen(() => existsSync(file));
    if (isThere && basename(file) !== 'package.json') this.#noteExtended(this.#follow(file), before);
    return isThere;
  }
}

function isPath(specifier: string, kind?: string): boolean {
  return kind === 'entry-point' || isAbsolute(specifier) || match(RELATIVE, specifier) !== null;
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
