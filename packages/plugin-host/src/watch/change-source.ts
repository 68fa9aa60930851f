import { existsSync, watch, type FSWatcher } from 'node:fs';
import type { FileWatcher, NxAdapter } from '../nx/adapter';

/** A burst of changes is over when there was none for this long. */
const QUIET_MS = 50;
/** The longest time before a burst is told. */
const LONGEST_MS = 1000;

const IGNORE_FILE = /(^|[\\/])\.(git|nx)ignore$/;

/**
 * Tells, debounced, that files changed. Nx's own watcher knows what is ignored; files right in the root are watched
 * beside it, since dotenv files are often ignored and decide how plugins run.
 */
export class ChangeSource {
  #watcher: FileWatcher | undefined;
  #rootWatcher: FSWatcher | undefined;
  readonly #paths = new Set<string>();
  #quiet: NodeJS.Timeout | undefined;
  #burstSince = 0;
  #isStopped = false;

  constructor(
    private readonly nx: Pick<NxAdapter, 'watchFiles'>,
    private readonly root: string,
    private readonly onChange: (paths: string[]) => void,
    /** Called with each change, before a burst is over. */
    private readonly onSeen: () => void,
    private readonly onError: (error: Error) => void,
  ) {}

  start(): void {
    try {
      this.#rootWatcher = watch(this.root, (_, name) => name !== null && this.#add([name]));
      this.#rootWatcher.on('error', this.onError);
      this.#watchFiles();
    } catch (error) {
      this.onError(error as Error);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#quiet);
    this.#rootWatcher?.close();
    await this.#stopWatcher();
  }

  #watchFiles(): void {
    this.#watcher = this.nx.watchFiles((error, paths) => {
      if (error !== null) return this.onError(new Error(error));
      this.#add(paths);
    });
  }

  async #watchAgain(): Promise<void> {
    await this.#stopWatcher();
    if (!this.#isStopped) this.#watchFiles();
  }

  async #stopWatcher(): Promise<void> {
    const watcher = this.#watcher;
    this.#watcher = undefined;
    await watcher?.stop();
  }

  #add(paths: string[]): void {
    this.onSeen();
    const now = performance.now();
    if (this.#paths.size === 0) this.#burstSince = now;
    for (const path of paths) this.#paths.add(path);
    clearTimeout(this.#quiet);
    const leftMs = this.#burstSince + LONGEST_MS - now;
    this.#quiet = setTimeout(() => void this.#tell(), Math.max(0, Math.min(QUIET_MS, leftMs)));
  }

  async #tell(): Promise<void> {
    const paths = [...this.#paths];
    this.#paths.clear();
    // Which files are ignored is read once, when the watching begins. Nx's watcher of a directory that is gone never
    // ends.
    const isRuled = paths.some((path) => IGNORE_FILE.test(path));
    if (isRuled && existsSync(this.root)) await this.#watchAgain().catch(this.onError);
    if (!this.#isStopped) this.onChange(paths);
  }
}
