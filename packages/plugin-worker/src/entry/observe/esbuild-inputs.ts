import fs from 'node:fs';
import path from 'node:path';
import { match, split, startsWith } from '../../protocol/intrinsics';
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

  constructor(private readonly recorder: Recorder) {}

  readonly plugin = {
    name: 'observed',
    setup: ({ onResolve, onLoad }: Build): void => {
      onResolve({ filter: /.*/ }, (args) => this.#attempt(() => this.#noteImport(args)));
      onLoad({ filter: /.*/ }, (args) => this.#attempt(() => this.#noteLoad(args)));
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
    if (startsWith(specifier, '#')) this.recorder.noteIncomplete(`had esbuild look for ${specifier}`);
    // Another plugin says where a package is. If none does, what is loaded is in an unknown place.
    const isPath = kind === 'entry-point' || isAbsolute(specifier) || match(RELATIVE, specifier) !== null;
    if (isPath) this.#notePlaces(resolve(resolveDir, specifier));
  }

  #notePlaces(base: string): void {
    this.#noteSettings(dirname(base));
    const stem = base.slice(0, base.length - extname(base).length);
    const sources = (SOURCES[extname(base)] ?? []).map((extension) => stem + extension);
    for (const file of [...EXTENSIONS.map((extension) => base + extension), ...sources])
      this.#notePlace(file);
    if (!this.recorder.unseen(() => isDirectory(base))) return;
    this.#noteSettings(base);
    for (const extension of EXTENSIONS.slice(1)) this.#notePlace(join(base, `index${extension}`));
  }

  #notePlace(file: string): void {
    this.recorder.note('type', file);
    if (this.recorder.unseen(() => !existsSync(file))) return;
    noteLinks(file, this.recorder);
    this.#places.add(this.recorder.unseen(() => realpathSync(file)));
  }

  #noteLoad({ path: file, namespace }: Loading): void {
    if (namespace !== 'file') return;
    if (!this.#places.has(file)) this.recorder.noteIncomplete(`had esbuild read ${file}`);
    this.recorder.note('content', file);
  }

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
        const isPath = match(RELATIVE, specifier) !== null || isAbsolute(specifier);
        if (!isPath || this.recorder.unseen(() => isDirectory(base)))
          this.recorder.noteIncomplete(`had esbuild look for ${specifier}, which ${file} extends`);
        else for (const each of [base, `${base}.json`]) this.#noteBase(each, [...before, file]);
      }
  }

  /** Whether it is there. */
  #noteBase(file: string, before: string[]): boolean {
    this.recorder.note('content', file);
    const isThere = this.recorder.unseen(() => existsSync(file));
    if (isThere && basename(file) !== 'package.json') this.#noteExtended(file, before);
    return isThere;
  }
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
