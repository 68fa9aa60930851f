import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import type { HostedPluginWorker } from '@plugin-isolation/plugin-worker/internal/launch';
import type { LoadedFiles } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { LaunchConfiguration } from '../config/host-configuration';
import { answerMsOf, answersWithin } from '../timing/answers-within';

interface Known {
  /** Of the file system: what it says only while the file is not written. */
  version: string;
  content: string;
}

const IN_PACKAGE = `${sep}node_modules${sep}`;

/**
 * The files that one plugin's worker has loaded, as they were when it did. Decides by content whether it is still up to
 * date.
 */
export class SourceFiles {
  readonly #files = new Versions(contentOf);
  readonly #manifests = new Versions(formatOf);

  #launches = 0;
  /** What the last worker is known to have loaded. */
  loaded: LoadedFiles = { files: {}, manifests: {} };

  /** A file that is no longer what the worker has loaded. */
  findChange({ files, manifests } = this.loaded): string | undefined {
    return this.#files.findChange(files) ?? this.#manifests.findChange(manifests);
  }

  /** Learns what the worker has loaded. Rejects if it does not answer in time. */
  async ask(worker: HostedPluginWorker, launch: LaunchConfiguration): Promise<void> {
    // A hook that nobody waits for any more may block the worker, and has a timer of its own.
    const withinMs = worker.runningHook ? 0 : answerMsOf(launch);
    this.loaded = await answersWithin(worker.loadedFiles(), withinMs);
  }

  /** Whether all that is loaded is as it was. Asks the worker first, if there is one. Rejects if it does not answer. */
  async areCurrent(worker: HostedPluginWorker | undefined, launch: LaunchConfiguration): Promise<boolean> {
    if (worker) await this.ask(worker, launch);
    return this.findChange() === undefined;
  }

  /** A worker begins to load this file, and may be killed before it says more. Returns what takes its last words. */
  noteLoading(file: string): (lastFiles: LoadedFiles) => void {
    const { files, manifests } = this.loaded;
    this.loaded = { files: { ...files, [file]: versionOf(file) }, manifests };
    const launch = ++this.#launches;
    return (lastFiles) => {
      if (launch === this.#launches) this.loaded = lastFiles;
    };
  }

  /** A new worker loads everything again. */
  forget(): void {
    this.#files.forget();
    this.#manifests.forget();
  }
}

class Versions {
  readonly #known = new Map<string, Known>();
  /** Content that may have been written while it was loaded, and for which a worker was replaced already. */
  readonly #uncertain = new Map<string, string>();

  /** `read` gives what counts of a file. */
  constructor(private readonly read: (file: string) => string) {}

  findChange(reported: Record<string, string>): string | undefined {
    return Object.entries(reported).find(([file, version]) => this.#isChanged(file, version))?.[0];
  }

  forget(): void {
    this.#known.clear();
  }

  #isChanged(file: string, loadedVersion: string): boolean {
    const current = versionOf(file);
    const known = this.#known.get(file);
    if (known?.version === current) return false;
    const content = this.read(file);
    this.#known.set(file, { version: current, content });
    if (known) return known.content !== content;
    if (loadedVersion === current || this.#uncertain.get(file) === content) return false;
    this.#uncertain.set(file, content);
    return true;
  }
}

/** What the file system says of a file; `gone` if there is none. */
function versionOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stat ? `${stat.ctimeNs} ${stat.size} ${stat.ino}` : 'gone';
}

/** For a package, what the file system says is enough: to read all of its files takes long if nothing has changed. */
function contentOf(file: string): string {
  if (file.includes(IN_PACKAGE)) return versionOf(file);
  try {
    return createHash('sha1').update(readFileSync(file)).digest('base64');
  } catch {
    return 'gone';
  }
}

/** What node reads in a `package.json` to load the files beside it; the rest of it may change. */
function formatOf(file: string): string {
  try {
    const { name, type, exports, imports } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      unknown
    >;
    return JSON.stringify([name, type, exports, imports]);
  } catch {
    return versionOf(file);
  }
}
