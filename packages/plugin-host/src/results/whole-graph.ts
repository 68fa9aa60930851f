import { join } from 'node:path';
import {
  look,
  versionAt,
  type FileInputKind,
  type Input,
} from '@plugin-isolation/plugin-worker/internal/inputs';
import type { HostConfiguration } from '../config/host-configuration';
import { digestEnvironment } from '../discovery/relevant-environment';
import { digest } from './identity';
import { FileLooks, InputCheck } from './input-check';
import { KeptFile } from './kept-file';
import type { KeptResults } from './kept-results';
import type { WorkspaceNow } from './kept-results-settings';
import { OUR_VERSION } from './our-version';

/** Another one, and nothing that was written before is read. */
const FORMAT = 2;

/** What tells that other packages are installed: Nx's own plugins follow imports into them. */
const INSTALLATION: [FileInputKind, string][] = [
  ['listing', 'node_modules'],
  ['content', 'node_modules/.package-lock.json'],
  ['content', 'node_modules/.modules.yaml'],
  ['content', 'node_modules/.yarn-integrity'],
  ['content', 'node_modules/.yarn-state.yml'],
  ['content', '.pnp.cjs'],
];

export interface WholeGraphSettings {
  root: string;
  dataDirectory: string;
  nxVersion: string;
  configuration: HostConfiguration;
  /** What workers inherit. */
  env: NodeJS.ProcessEnv;
  /** By position in `nx.json`. */
  results: KeptResults[];
}

interface Kept<Answer> {
  format: number;
  key: string;
  /** Digest of the files of Nx's index. */
  files: string;
  installation: Input[];
  /** Of the results of each plugin that are in it. */
  stamps: (string | undefined)[];
  /** Where Nx keeps this graph, too, and how that file was when it was written. */
  nxCache: { file: string; version: string };
  answer: Answer;
}

/**
 * The graph that was written into Nx's cache last, with everything that Nx made it of. If no hook has to run and Nx's
 * own plugins would read the same, it is the graph of now: no worker is started, and nothing is merged.
 */
export class WholeGraph<Answer> {
  readonly #file: KeptFile<Kept<Answer>>;
  readonly #key: string;
  #kept: Kept<Answer> | undefined;

  constructor(private readonly settings: WholeGraphSettings) {
    this.#file = fileIn(settings.dataDirectory);
    this.#key = keyOf(settings);
  }

  /** Whether that graph may be the answer, as far as one can say without Nx. */
  begin(): boolean {
    const { root, results } = this.settings;
    const looks = new FileLooks();
    if (!results.every((each) => each.begin(looks))) return false;
    const check = new InputCheck({}, looks);
    const kept = this.#file.read();
    const isSame =
      kept?.key === this.#key &&
      kept.stamps.length === results.length &&
      results.every(({ stamp }, index) => stamp !== undefined && stamp === kept.stamps[index]) &&
      kept.installation.every((input) => check.isSame({ ...input, of: join(root, input.of) })) &&
      versionAt(kept.nxCache.file).version === kept.nxCache.version;
    this.#kept = isSame ? kept : undefined;
    return isSame;
  }

  /** That graph, after {@link begin}, if Nx's index says what it said then. */
  async find(now: WorkspaceNow): Promise<Answer | undefined> {
    const kept = this.#kept;
    if (!kept || kept.files !== (await now.filesDigest())) return undefined;
    for (const each of this.settings.results) if (!(await each.ask(now))) return undefined;
    return kept.answer;
  }

  /**
   * `files` is the digest of the index that it was computed from; `nxCache` is where Nx keeps it. Gives the digest of
   * what is kept, for {@link readWhole}; `undefined` if nothing is.
   */
  keep(answer: Answer, files: string, nxCache: string): string | undefined {
    const { root, results } = this.settings;
    const stamps = results.map(({ stamp }) => stamp);
    if (stamps.includes(undefined)) return undefined;
    const installation = INSTALLATION.map(([kind, of]): Input => ({
      kind,
      of,
      ...look(kind, join(root, of)),
    }));
    const written = { file: nxCache, version: versionAt(nxCache).version };
    const { digest } = this.#file.write({
      format: FORMAT,
      key: this.#key,
      files,
      installation,
      stamps,
      nxCache: written,
      answer,
    });
    return digest;
  }
}

/** The answer that was kept with this digest, if it is still there. It may be out of date. */
export function readWhole<Answer>(dataDirectory: string, digest: string): Answer | undefined {
  return fileIn<Answer>(dataDirectory).read(digest)?.answer;
}

export function wholeGraphFile(dataDirectory: string): string {
  return join(dataDirectory, 'plugin-host-results', 'graph.json');
}

function fileIn<Answer>(dataDirectory: string): KeptFile<Kept<Answer>> {
  return new KeptFile(wholeGraphFile(dataDirectory), isKept);
}

/** Its digest says that it is what was written. */
function isKept(value: unknown): boolean {
  return (value as { format?: unknown } | null)?.format === FORMAT;
}

function keyOf({ nxVersion, configuration, env }: WholeGraphSettings): string {
  const { nxJson, entries, tsconfig, launches } = configuration;
  const settings = launches.map(({ loaders, reuse, lastGoodResults }) => [loaders, reuse, lastGoodResults]);
  const variables = { ...env, ...launches[0]?.env };
  const ofNx = Object.entries(digestEnvironment(variables)).filter(([name]) => name.startsWith('NX_'));
  return digest([OUR_VERSION, process.version, nxVersion, nxJson, entries, tsconfig, settings, ofNx.sort()]);
}
