import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TempDirectory extends Disposable {
  root: string;
  path: (...names: string[]) => string;
}

/** A directory with these files; disposing removes it. */
export function createTempDirectory(files: Record<string, string> = {}): TempDirectory {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-host-test-')));
  const path = (...names: string[]) => join(root, ...names);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), content);
  }
  return { root, path, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** A file as a worker that has loaded it reports it. */
export function versionOf(file: string): string {
  const { ctimeNs, size, ino } = statSync(file, { bigint: true });
  return `${ctimeNs} ${size} ${ino}`;
}
