import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { Touch, TouchKind } from './strace-log';

type InputKind = Input['kind'];

/** What a look needs in the trace, so that it is seen if it would find something else. */
const KINDS: Record<Exclude<TouchKind, 'write' | 'run'>, InputKind[]> = {
  read: ['content'],
  list: ['listing'],
  link: ['link'],
  // `content` and `listing` differ, too, if something of another kind is there.
  stat: ['content', 'stat', 'mode', 'type', 'listing'],
  lstat: ['link', 'lstat'],
};
const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/.@][^/]*)(?:\/(.*))?$/;
const OFFICIAL = /\/node_modules\/@nx\//;
const CODE = /\.(?:[cm]?[jt]sx?|node|wasm|map)$/;

interface Kept {
  name: string;
  file: string;
  /** Is there if not everything could be seen. */
  files?: string;
  inputs: Input[];
}

/** What was kept of one plugin. */
export class Trace {
  /** Path → kinds of looks. */
  readonly #looks = new Map<string, Set<InputKind>>();
  /** Nothing is there, nor below it. */
  readonly #missing = new Set<string>();
  /** Where looks at links end, if each link on the way has its own look. */
  readonly #throughLinks = new Set<string>();
  /** Directories in which something was looked at; whether something is there. */
  readonly #parents = new Map<string, boolean>();

  /** Whether Nx's index was asked. Official plugins ask for hashes, too, which are not noted (decision 14). */
  readonly asksNx: boolean;

  constructor(
    readonly name: string,
    readonly file: string,
    readonly isIncomplete: boolean,
    inputs: Input[],
  ) {
    this.asksNx = OFFICIAL.test(file) || inputs.some(({ kind }) => kind === 'query');
    for (const { kind, of, seen } of inputs) {
      if (!of.startsWith('/')) continue;
      const isThere = seen !== 'missing';
      this.#looks.set(of, (this.#looks.get(of) ?? new Set()).add(kind));
      if (!isThere) this.#missing.add(of);
      this.#addParents(of, isThere);
      const [, directory] = PACKAGE.exec(of) ?? [];
      if (directory !== undefined && existsSync(directory))
        this.#addParents(join(realpathSync(directory), 'any'), isThere);
    }
    for (const [path, kinds] of this.#looks) if (kinds.has('link')) this.#addThroughLinks(path);
  }

  #addThroughLinks(path: string): void {
    if (!existsSync(path)) return;
    const isNoted = (part: string): boolean =>
      part === dirname(part) ||
      ((!lstatSync(part).isSymbolicLink() || this.has(part, 'link')) && isNoted(dirname(part)));
    if (isNoted(path)) this.#throughLinks.add(join(realpathSync(dirname(path)), basename(path)));
  }

  #addParents(path: string, isThere: boolean): void {
    for (let part = path; part !== dirname(part); part = dirname(part))
      this.#parents.set(dirname(part), isThere || this.#parents.get(dirname(part)) === true);
  }

  /** Whether it would be seen if this touch would give something else now. */
  covers(touch: Touch): boolean {
    const { kind, path, error } = touch;
    if (this.#isMissing(path) || (error === 'ENOENT' && this.#isUnlisted(path))) return true;
    if (kind === 'write' || kind === 'run') return false;
    // Whoever can't read it knows that it is not there, or what it is.
    const wanted = error === undefined ? KINDS[kind] : [...KINDS[kind], ...KINDS.stat];
    if (wanted.some((each) => this.has(path, each))) return true;
    if (kind === 'lstat' && this.#throughLinks.has(path)) return true;
    // What is there below it tells that it is a directory.
    return (kind === 'stat' && this.#parents.get(path) === true) || this.#coversPackage(touch);
  }

  has(path: string, kind: InputKind): boolean {
    return this.#looks.get(path)?.has(kind) ?? false;
  }

  /** Whether there is a look at this path, of any kind. */
  hasAny(path: string): boolean {
    return this.#looks.has(path);
  }

  /** Whether there is a look at something in this directory, or at where a package below it leads. */
  hasBelow(directory: string): boolean {
    return this.#parents.has(directory);
  }

  /** Whether one of these files was looked for in this directory, or found in one below: the nearest one counts. */
  hasNearest(names: string[], directory: string): boolean {
    const isMeant = (path: string) =>
      names.includes(basename(path)) &&
      (dirname(path) === directory || (path.startsWith(directory) && !this.#missing.has(path)));
    return [...this.#looks.keys()].some(isMeant);
  }

  /** Whether this is a package whose version counts. */
  hasPackage(directory: string): boolean {
    if (!this.has(join(directory, 'package.json'), 'content') || !existsSync(directory)) return false;
    return PACKAGE.test(realpathSync(directory));
  }

  /** A listing above it would have another name. */
  #isUnlisted(path: string): boolean {
    const parent = dirname(path);
    if (parent === path) return false;
    return (this.has(parent, 'listing') && !existsSync(path)) || this.#isUnlisted(parent);
  }

  #isMissing(path: string): boolean {
    return this.#missing.has(path) || (path !== dirname(path) && this.#isMissing(dirname(path)));
  }

  /** Of a package, its code counts by its version: all but data that is read. */
  #coversPackage({ kind, path, error }: Touch): boolean {
    const [, directory, inside = ''] = PACKAGE.exec(path) ?? [];
    if (directory === undefined || !this.hasPackage(directory)) return false;
    // What is nested is a package of its own, which comes and goes while this one stays.
    if (/^node_modules(?:$|\/)/.test(inside)) return false;
    // Node looks for the format of a file in each directory above it; that file comes with the package.
    const isFormat = basename(inside) === 'package.json' && inside !== 'package.json';
    return kind !== 'read' || CODE.test(inside) || isFormat || error === 'ENOENT';
  }
}

export function keptResults(root: string): string {
  return join(root, '.nx/workspace-data/plugin-host-results');
}

/** Of all plugins of a workspace. */
export function readTraces(root: string): Trace[] {
  const directory = keptResults(root);
  return readdirSync(directory).flatMap((name) => {
    if (!/^[0-9a-f]{64}\.json$/.test(name)) return [];
    // Below a line with a digest.
    const [, json] = readFileSync(join(directory, name), 'utf8').split('\n');
    const { name: plugin, file, files, inputs } = JSON.parse(json) as Kept;
    return [new Trace(plugin, file, files !== undefined, inputs)];
  });
}
