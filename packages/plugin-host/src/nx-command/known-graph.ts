import { join } from 'node:path';
import { readHostConfiguration, type HostConfiguration } from '../config/host-configuration';
import type { FoundNx } from '../config/nx-location';
import { createSnapshot } from '../files/file-snapshot';
import type { GraphForNx } from '../host/graph-for-nx';
import { INTERNALS, type NxInternals } from '../nx/nx-internals';
import { dataDirectoryOf } from '../results/data-directory';
import { openWholeGraph } from '../results/open-whole-graph';
import { readWhole, type WholeGraph } from '../results/whole-graph';
import { CALLED } from './seams';

export interface KnownGraphSettings {
  root: string;
  nx: FoundNx;
  /** Where the compiled modules of this nx are. */
  source: string;
  /** What a host that is launched here would inherit. */
  env: () => NodeJS.ProcessEnv;
}

/** The graph that a host has put into Nx's cache, if this process can see by itself that it is the graph of now. */
export class KnownGraph {
  #whole: WholeGraph<GraphForNx> | undefined;

  constructor(private readonly settings: KnownGraphSettings) {}

  /** Whether it may be. Nx need not be loaded for this. */
  begin(): boolean {
    const { root, nx, env } = this.settings;
    const configuration = this.#configuration();
    const whole =
      configuration && openWholeGraph<GraphForNx>({ root, nxVersion: nx.version, configuration, env: env() });
    this.#whole = whole?.begin() && whole.isInNxCache() ? whole : undefined;
    return this.#whole !== undefined;
  }

  /** After {@link begin}, when Nx has made its index. */
  async find(): Promise<GraphForNx | undefined> {
    const whole = this.#whole;
    this.#whole = undefined;
    // If Nx can't say, the host finds out.
    return whole && this.#askNx(whole).catch(() => undefined);
  }

  async #askNx(whole: WholeGraph<GraphForNx>): Promise<GraphForNx | undefined> {
    const { root, source } = this.settings;
    const { getAllFileDataInContext } = require(join(source, CALLED.workspaceContext)) as Pick<
      NxInternals<never>['workspaceContext'],
      'getAllFileDataInContext'
    >;
    const native = require(join(source, INTERNALS.native)) as Pick<NxInternals<never>['native'], 'hashFile'>;
    const files = await getAllFileDataInContext(root);
    return whole.find({
      snapshot: createSnapshot(Object.fromEntries(files.map(({ file, hash }) => [file, hash]))),
      hashFile: (file) => native.hashFile(join(root, file)),
    });
  }

  /** The graph of which a host has said that it has put it there, with this digest. */
  read(digest: string): GraphForNx | undefined {
    const { root, env } = this.settings;
    return readWhole<GraphForNx>(dataDirectoryOf(root, env()), digest);
  }

  /** What is wrong with it, a host says. */
  #configuration(): HostConfiguration | undefined {
    try {
      return readHostConfiguration(this.settings.root, this.settings.nx.directory, {});
    } catch {
      return undefined;
    }
  }
}
