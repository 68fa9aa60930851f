import type { LoadedFiles } from '../protocol/loaded-files';
import { existsSync, lstatSync, statSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, sep } from 'node:path';
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads';

/** A package stands for all of its files: they change together. */
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const PACKAGE_NAME = /^(?:@[^/]+\/)?[^./@][^/]*/;
const OURS = dirname(dirname(__dirname)) + sep;
/** File systems stamp a change with a clock that lags behind by so much. */
const CLOCK_LAG_MS = 20;

/** What node has found so far: request and the directories that it looked in, separated by NULs → file. */
const { _pathCache: found = {} } = Module as unknown as { _pathCache?: Record<string, string> };

const versions: LoadedFiles = { files: {}, manifests: {} };
const seenDirectories = new Set<string>();
const seenRequests = new Set<string>();
const esModules = new Set<string>();
let lookedAtMs = Date.now();
let hooksThread: MessagePort | undefined;

/** An ES module, which `require.cache` does not have. */
export function noteEsModule(file: string): void {
  esModules.add(file);
}

/** Where the thread of module hooks says which ES modules it has loaded. */
export function noteEsModulesOf(port: MessagePort): void {
  port.unref();
  hooksThread = port;
}

/**
 * The files that this process has loaded, packages by their `package.json`, and the `package.json` files that say of which format
 * they are: path → version. A file that may have been written between its load and this look has the version `unknown`; a
 * `package.json` that is not there, `gone`.
 */
export function collectLoadedFiles(): LoadedFiles {
  const sinceMs = lookedAtMs - CLOCK_LAG_MS;
  lookedAtMs = Date.now();
  for (let message; hooksThread && (message = receiveMessageOnPort(hooksThread));)
    esModules.add(message.message as string);
  const note = (kind: keyof LoadedFiles, file: string) => {
    versions[kind][file] ??= versionSince(file, sinceMs) ?? (kind === 'manifests' ? 'gone' : 'unknown');
  };
  for (const loaded of [...Object.keys(require.cache), ...esModules]) {
    if (loaded.startsWith(OURS)) continue;
    const directory = PACKAGE.exec(loaded)?.[1];
    note('files', directory === undefined ? loaded : join(directory, 'package.json'));
    if (directory === undefined)
      for (const manifest of manifestsOf(dirname(loaded))) note('manifests', manifest);
  }
  for (const link of linkedPackages()) note('files', join(link, 'package.json'));
  return versions;
}

/** Up to the first that is there: each could decide the format of the files in that directory. */
function manifestsOf(directory: string): string[] {
  if (seenDirectories.has(directory)) return [];
  seenDirectories.add(directory);
  const manifest = join(directory, 'package.json');
  const parent = dirname(directory);
  return existsSync(manifest) || parent === directory ? [manifest] : [manifest, ...manifestsOf(parent)];
}

/** Links by which packages were found: a package manager may let one lead to another version, and leave the old one in place. */
function linkedPackages(): string[] {
  return Object.keys(found).flatMap((key) => {
    if (seenRequests.has(key)) return [];
    seenRequests.add(key);
    const [request, ...directories] = key.split('\0');
    const name = PACKAGE_NAME.exec(request)?.[0];
    const places = name === undefined ? [] : directories.map((directory) => join(directory, name));
    const place = places.find((path) => lstatSync(path, { throwIfNoEntry: false }));
    return place !== undefined && lstatSync(place).isSymbolicLink() ? [place] : [];
  });
}

function versionSince(file: string, sinceMs: number): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (!stat) return undefined;
  return Number(stat.ctimeMs) >= sinceMs ? 'unknown' : `${stat.ctimeNs} ${stat.size} ${stat.ino}`;
}
