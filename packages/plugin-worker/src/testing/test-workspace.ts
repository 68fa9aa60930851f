import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { ArgumentsError } from '../arguments/check-arguments';
import { removeAtExit } from './directories-at-exit';

/** Text or bytes as they are, and anything else as JSON. */
export type FileContent = string | Uint8Array | object;

/** Path in the workspace, with forward slashes → content. */
export type TestFiles = Record<string, FileContent>;

/** A workspace in a directory of its own, which is removed with the worker, or when the test's process ends. */
export interface TestWorkspace {
  /** Absolute path. */
  readonly root: string;
  /**
   * Writes these files beside those that are there.
   * @throws {ArgumentsError} for a path that leads out of the workspace.
   */
  write(files: TestFiles): void;
  /**
   * Removes files, or directories with all that is in them. What is not there needs no removal.
   * @throws {ArgumentsError} for a path that leads out of the workspace.
   */
  remove(...paths: string[]): void;
  /** The text of a file. */
  read(path: string): string;
  /** All files by their paths, sorted; without `node_modules` and Nx's own data. */
  files(): string[];
}

/** What belongs to no test. */
const OWN = ['node_modules', '.nx'];

export class TemporaryWorkspace implements TestWorkspace {
  readonly root: string;
  /** For what Nx and the plugin keep. */
  readonly data: string;
  /** Removes it now. */
  readonly dispose: () => void;

  /** `nodeModules` is linked. */
  constructor(nodeModules: string | undefined) {
    const directory = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-test-')));
    this.dispose = removeAtExit(directory);
    this.root = join(directory, 'workspace');
    this.data = join(directory, 'data');
    mkdirSync(this.root);
    mkdirSync(this.data);
    // On Windows, anybody may make a junction.
    if (nodeModules) symlinkSync(nodeModules, join(this.root, 'node_modules'), 'junction');
  }

  write(files: TestFiles): void {
    for (const [path, content] of Object.entries(files)) {
      const file = this.#inside(path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytesOf(content));
    }
  }

  remove(...paths: string[]): void {
    for (const path of paths) rmSync(this.#inside(path), { recursive: true, force: true });
  }

  /** Removes all that tests have written. */
  clear(): void {
    this.remove(...readdirSync(this.root).filter((name) => !OWN.includes(name)));
  }

  read(path: string): string {
    return readFileSync(this.#inside(path), 'utf8');
  }

  files(): string[] {
    return listFiles(this.root, '').sort();
  }

  #inside(path: string): string {
    const file = join(this.root, path);
    const [first] = file.slice(this.root.length + 1).split(sep);
    if (file.startsWith(this.root + sep) && !OWN.includes(first)) return file;
    throw new ArgumentsError(
      path,
      `The path "${path}" is none of a file that a test may write: give one in the workspace, such as "libs/a/project.json".`,
    );
  }
}

function bytesOf(content: FileContent): string | Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function listFiles(root: string, directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = directory ? `${directory}/${entry.name}` : entry.name;
    if (!directory && OWN.includes(entry.name)) return [];
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}
