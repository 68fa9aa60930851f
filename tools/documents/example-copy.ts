import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleWorkspace, repositoryRoot } from '../process/repository';

/** What a documented path has instead of the directory of the copy. */
export const SHOWN_ROOT = '~/shop';

const KEPT = ['.git', '.nx', 'node_modules'];

export interface ExampleCopy extends Disposable {
  root: string;
  /** Puts its files back to those of the example. What Nx and plugin-host have kept stays. */
  restore: () => void;
}

/** A copy of `examples/workspace` that may be written to, with the packages of this repository. */
export function copyExample(): ExampleCopy {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-host-example-')));
  const root = join(parent, 'shop');
  const copy = () => copyFiles(exampleWorkspace, root);
  copy();
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  const restore = () => {
    const names = readdirSync(root).filter((name) => !KEPT.includes(name));
    for (const name of names) rmSync(join(root, name), { recursive: true });
    copy();
  };
  return { root, restore, [Symbol.dispose]: () => rmSync(parent, { recursive: true, force: true }) };
}

function copyFiles(from: string, to: string): void {
  const isKept = (file: string) => KEPT.some((name) => file === join(from, name));
  cpSync(from, to, { recursive: true, preserveTimestamps: true, filter: (file) => !isKept(file) });
}
