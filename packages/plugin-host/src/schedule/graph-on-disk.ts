import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { versionAt } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostConfiguration } from '../config/host-configuration';
import type { NxLocation } from '../config/nx-location';
import type { WorkspaceIndex } from '../files/workspace-index';
import { loadNativeIndex } from '../nx/native-index';
import { dataDirectoryOf } from '../results/data-directory';
import type { AskIndex } from '../results/input-check';
import type { KeptResults } from '../results/kept-results';
import { forgetWhole, WholeGraph, wholeGraphFile } from '../results/whole-graph';
import type { Computation, ComputedGraph } from './compute-graph';

/** As an nx in another process reads it, too. */
interface Answer extends Pick<Computation, 'plugins'> {
  errors: [];
  complete: Pick<ComputedGraph, 'graph' | 'sourceMaps'>;
}

/** What a graph is of. */
interface Of {
  configuration: HostConfiguration;
  supervisors: readonly { results: KeptResults | undefined }[];
}

/** What was written of a graph, and how the files were then. */
interface Written {
  digest: string;
  nxCache: string | undefined;
  versions: string[];
}

/** The last graph of a workspace, as processes leave it to those that come later. */
export class GraphOnDisk {
  readonly #written = new WeakMap<ProjectGraph, Written>();
  #isAsked = false;

  constructor(
    private readonly root: string,
    private readonly nx: NxLocation,
  ) {}

  /**
   * The graph of now, if it is there; asked once, since this process knows more after its first graph. All of Nx need
   * not be loaded for this.
   */
  async find(of: Of, index: WorkspaceIndex): Promise<Computation | undefined> {
    const whole = this.#isAsked ? undefined : this.#open(of);
    this.#isAsked = true;
    if (!whole?.mayBe()) return undefined;
    const native = loadNativeIndex(this.nx, this.root, this.#dataDirectory);
    if (!native) return undefined;
    const snapshot = await index.with(native, (take) => take());
    const found = whole.find({ snapshot, hashFile: native.hashFile });
    if (!found) return undefined;
    const timings = { startedAt: 0, totalMs: 0, hooks: [], loads: [] };
    const computed = { ...found.complete, errors: [], timings, isReused: true };
    const { digest } = whole;
    const onDisk = { digest: digest!, isInNxCache: () => whole.isInNxCache() };
    return { computed, plugins: found.plugins, snapshot, onDisk };
  }

  /**
   * Writes a complete graph, if it is known on what all of it depends; `nxCache` is where Nx keeps it, if it does.
   * Gives the digest of what is there.
   */
  async keep(
    { computed, plugins, snapshot }: Computation,
    of: Of,
    askIndex: AskIndex,
    nxCache?: string,
  ): Promise<string | undefined> {
    const { graph, sourceMaps } = computed;
    const written = this.#written.get(graph);
    // Who has the same graph may have written it since, with Nx's cache.
    if (written && nxCache === undefined) return written.digest;
    if (written && written.nxCache === nxCache && this.#areThere(written)) return written.digest;
    const answer: Answer = { errors: [], plugins, complete: { graph, sourceMaps } };
    const digest = await this.#open(of)?.keep(answer, snapshot, askIndex, nxCache);
    if (digest !== undefined)
      this.#written.set(graph, { digest, nxCache, versions: this.#versions(nxCache) });
    return digest;
  }

  /** Somebody has written what this graph was made of meanwhile. */
  forget({ computed }: Computation): void {
    const written = this.#written.get(computed.graph);
    if (written) forgetWhole(this.#dataDirectory, written.digest);
  }

  get #dataDirectory(): string {
    return dataDirectoryOf(this.root);
  }

  #open({ configuration, supervisors }: Of): WholeGraph<Answer> | undefined {
    const results = supervisors.flatMap((supervisor) => supervisor.results ?? []);
    if (results.length < supervisors.length) return undefined;
    const { root, nx } = this;
    const of = { root, dataDirectory: this.#dataDirectory, nxVersion: nx.version, configuration, results };
    return new WholeGraph({ ...of, env: process.env });
  }

  #areThere({ nxCache, versions }: Written): boolean {
    return this.#versions(nxCache).every((version, index) => version === versions[index]);
  }

  #versions(nxCache: string | undefined): string[] {
    const files = [wholeGraphFile(this.#dataDirectory), ...(nxCache === undefined ? [] : [nxCache])];
    return files.map((file) => versionAt(file).version);
  }
}
