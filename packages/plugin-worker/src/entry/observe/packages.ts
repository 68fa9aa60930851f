import fs from 'node:fs';
import path from 'node:path';
import type { FileInputKind } from '../../protocol/inputs';
import { match, pin } from '../../protocol/intrinsics';

/** As they are before a plugin is loaded. */
const { existsSync, realpathSync } = fs;
// eslint-disable-next-line @typescript-eslint/unbound-method -- it is a plain function.
const { join } = path;

/** A package stands for its code and for what there is in it: they change together. */
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/.@][^\\/]*)(?:[\\/](.*))?$/;
const CODE = /\.(?:[cm]?[jt]sx?|node|wasm|map)$/;

/** Knows which packages are installed ones. */
export class Packages {
  /** Directory → whether it is that of an installed package. */
  readonly #known = pin(new Map<string, boolean>(), 'get', 'set');

  /** `unseen` does what is not the plugin's doing. */
  constructor(private readonly unseen: <T>(work: () => T) => T) {}

  /** Directory of the package that stands for a look at this file; `undefined` if the file counts by itself. */
  standingFor(kind: FileInputKind, file: string): string | undefined {
    const { 1: directory, 2: inside } = match(PACKAGE, file) ?? [];
    if (directory === undefined) return undefined;
    const isItself = kind === 'content' && inside !== undefined && !match(CODE, inside);
    return isItself || !this.#isPackage(directory) ? undefined : directory;
  }

  /** A link into the workspace leads to files that change one by one, as those without a version do. */
  #isPackage(directory: string): boolean {
    let isPackage = this.#known.get(directory);
    if (isPackage === undefined)
      this.#known.set(directory, (isPackage = this.unseen(() => isInstalled(directory))));
    return isPackage;
  }
}

function isInstalled(directory: string): boolean {
  try {
    return match(PACKAGE, realpathSync(directory)) !== null && existsSync(join(directory, 'package.json'));
  } catch {
    return false;
  }
}
