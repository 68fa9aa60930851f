import { homedir } from 'node:os';
import { dirname, join, sep } from 'node:path';

/** Absolute path → what is written instead. */
export type Places = [directory: string, name: string][];

/** This package, which is in each stack. */
const OURS = join(__dirname, '..', '..');

/** Some users have none, and are given the root of the file system. */
function homePlaces(): Places {
  const home = homedir();
  return dirname(home) === home ? [] : [[home, '~']];
}

/** Replaces absolute paths, so that a test sees the same on each machine and in each run. */
export class PortableText {
  readonly #places: Places;

  /** The first place that fits counts. The home directory is the last one. */
  constructor(places: Places) {
    const [first, ...others] = places;
    this.#places = [first, [OURS, '<plugin-worker>'], ...others, ...homePlaces()];
  }

  text(text: string): string {
    return this.#places.reduce((left, [directory, name]) => replacePath(left, directory, name), text);
  }

  /** In all texts of a value made of JSON, keys too. */
  value<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((entry: unknown) => this.value(entry)) as T;
    const entries = Object.entries(value).map(([key, entry]) => [
      this.text(key),
      this.value(entry as unknown),
    ]);
    return Object.fromEntries(entries) as T;
  }

  /** An absolute path in the first place, relative to it, with forward slashes; `undefined` if it is elsewhere. */
  inside(path: string): string | undefined {
    const [[root]] = this.#places;
    if (path === root) return '.';
    return path.startsWith(root + sep) ? path.slice(root.length + 1).replaceAll(sep, '/') : undefined;
  }
}

/** Where the path of a directory ends, and is not the beginning of a longer name. */
function replacePath(text: string, directory: string, name: string): string {
  if (!text.includes(directory)) return text;
  const [head, ...tails] = text.split(directory);
  return tails.reduce((done, tail) => done + (/^[\w-]/.test(tail) ? directory : name) + tail, head);
}
