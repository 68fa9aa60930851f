import { rmSync, statSync } from 'node:fs';
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
import { FileLooks, findOtherAnswer, InputCheck, type AskIndex } from './input-check';
import { KeptFile } from './kept-file';
import type { KeptResults } from './kept-results';
import { OUR_VERSION } from './our-version';

/** Another one, and nothing that was written before is read. */
const FORMAT = 3;
/** Clocks of file systems lag behind. */
const SLACK_MS = 1000;

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
  /** When that index was begun. */
  madeAtMs: number;
  installation: Input[];
  /** Of the results of each plugin that are in it. */
  stamps: (string | undefined)[];
  /** Where Nx keeps this graph, too, and how that file was when it was written. */
  nxCache?: { file: string; version: string };
  answer: Answer;
}

/** The workspace's files as an index has them. */
interface IndexedFiles {
  /** Path relative to the root → hash of its content. */
  files: Readonly<Record<string, string>>;
  digest: string;
  /** When the index was begun. */
  madeAtMs: number;
}

interface FilesNow {
  snapshot: Pick<IndexedFiles, 'files' | 'digest'>;
  /** Path relative to the root → the hash of the file as it is now. */
  hashFile: (file: string) => string | null;
}

/**
 * The graph that was kept last, with everything that Nx made it of. If no hook has to run and Nx's own plugins would
 * read the same, it is the graph of now: no worker is started, and nothing is merged.
 */
export class WholeGraph<Answer> {
  readonly #file: KeptFile<Kept<Answer>>;
  readonly #key: string;
  #read: { value: Kept<Answer>; digest: string } | undefined;

  constructor(private readonly settings: WholeGraphSettings) {
    this.#file = fileIn(settings.dataDirectory);
    this.#key = keyOf(settings);
  }

  /** Whether it may be the graph of now, as far as one can say without Nx. Results that nobody has read are read. */
  begin(): boolean {
    const looks = new FileLooks();
    return this.settings.results.every((each) => each.begin(looks)) && this.mayBe(looks);
  }

  /** As {@link begin}, once that was asked of all results. */
  mayBe(looks = new FileLooks()): boolean {
    const { root, results } = this.settings;
    const check = new InputCheck({}, looks);
    const read = this.#file.readWithDigest();
    const kept = read?.value;
    const isSame =
      kept?.key === this.#key &&
      kept.stamps.length === results.length &&
      results.every(({ stamp }, index) => stamp !== undefined && stamp === kept.stamps[index]) &&
      results.every(({ reason }) => reason === undefined) &&
      kept.installation.every((input) => check.isSame({ ...input, of: join(root, input.of) }));
    this.#read = isSame ? read : undefined;
    return isSame;
  }

  /** Of what {@link mayBe} has found. */
  get digest(): string | undefined {
    return this.#read?.digest;
  }

  /** Whether Nx's cache has this graph, too. */
  isInNxCache(): boolean {
    const cache = this.#read?.value.nxCache;
    return cache !== undefined && versionAt(cache.file).version === cache.version;
  }

  /**
   * That graph, after {@link mayBe}, if the files are what they were then. An index takes hashes from an older one, by
   * times in whole seconds, so a file that was written since then is hashed.
   */
  find({ snapshot, hashFile }: FilesNow): Answer | undefined {
    const kept = this.#read?.value;
    if (kept?.files !== snapshot.digest) return undefined;
    const isOfOthers = ({ kept: result }: KeptResults) =>
      result?.files !== undefined && result.files !== snapshot.digest;
    if (this.settings.results.some(isOfOthers)) return undefined;
    const sinceMs = kept.madeAtMs - SLACK_MS;
    const isTrue = (file: string) =>
      !isChangedSince(join(this.settings.root, file), sinceMs) || hashFile(file) === snapshot.files[file];
    return Object.keys(snapshot.files).every(isTrue) ? kept.answer : undefined;
  }

  /**
   * `snapshot` is what it was computed from; `nxCache` is where Nx keeps it, if it does. Gives the digest of what is
   * kept, for {@link readWhole}; `undefined` if nothing is.
   */
  async keep(
    answer: Answer,
    { digest: files, madeAtMs }: Omit<IndexedFiles, 'files'>,
    askIndex: AskIndex,
    nxCache?: string,
  ): Promise<string | undefined> {
    const { root, results } = this.settings;
    for (const { kept } of results)
      // A worker may have asked an index of its own.
      if (!kept || (await findOtherAnswer(kept.inputs, askIndex))) return undefined;
    const stamps = results.map(({ stamp }) => stamp);
    if (stamps.includes(undefined)) return undefined;
    const installation = INSTALLATION.map(([kind, of]): Input => ({
      kind,
      of,
      ...look(kind, join(root, of)),
    }));
    const written = nxCache !== undefined && {
      nxCache: { file: nxCache, version: versionAt(nxCache).version },
    };
    const about = { format: FORMAT, key: this.#key, files, madeAtMs, installation, stamps };
    return this.#file.write({ ...about, ...written, answer }).digest;
  }
}

/** Whether it is not there, or may have been written since. Nobody can set this time back. */
function isChangedSince(file: string, ms: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined || stat.ctimeMs >= ms;
}

/** The answer that was kept with this digest, if it is still there. It may be out of date. */
export function readWhole<Answer>(dataDirectory: string, digest: string): Answer | undefined {
  return fileIn<Answer>(dataDirectory).read(digest)?.answer;
}

/** Removes that answer, if it is still there. */
export function forgetWhole(dataDirectory: string, digest: string): void {
  if (fileIn(dataDirectory).readWithDigest(digest)) rmSync(wholeGraphFile(dataDirectory), { force: true });
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
