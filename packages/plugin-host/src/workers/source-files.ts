import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { sep } from 'node:path';

interface Known {
  /** Of the file system: what it says only while the file is not written. */
  version: string;
  hash: string;
}

const IN_PACKAGE = `${sep}node_modules${sep}`;

/** The files that one plugin's worker has loaded, as they were when it did. Decides by content whether it is still up to date. */
export class SourceFiles {
  readonly #known = new Map<string, Known>();
  /** Content that may have been written while it was loaded, and for which a worker was replaced already. */
  readonly #uncertain = new Map<string, string>();

  /** A file that is no longer what the worker has loaded. `reported` is what the worker says of its files, path → version. */
  findChange(reported: Record<string, string>): string | undefined {
    return Object.entries(reported).find(([file, version]) => this.#isChanged(file, version))?.[0];
  }

  /** A new worker loads everything anew. */
  forget(): void {
    this.#known.clear();
  }

  #isChanged(file: string, loadedVersion: string): boolean {
    const current = versionOf(file);
    const known = this.#known.get(file);
    if (known?.version === current) return false;
    const hash = hashOf(file);
    this.#known.set(file, { version: current, hash });
    if (known) return known.hash !== hash;
    if (loadedVersion === current || this.#uncertain.get(file) === hash) return false;
    this.#uncertain.set(file, hash);
    return true;
  }
}

function versionOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.ctimeNs} ${stat.size} ${stat.ino}` : 'gone';
}

/** A package is what its file system says of it: reading all of them takes long where nothing has changed. */
function hashOf(file: string): string {
  if (file.includes(IN_PACKAGE)) return versionOf(file);
  try {
    return createHash('sha1').update(readFileSync(file)).digest('base64');
  } catch {
    return 'gone';
  }
}
