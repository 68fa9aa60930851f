import type { LoadedFiles } from '../protocol/loaded-files';
import { keys, match, toNumber, pin, split, startsWith } from '../protocol/intrinsics';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';

/** As they are before a plugin is loaded. */
const { existsSync, lstatSync, statSync } = fs;
// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { dirname, join, sep } = path;
const now = Date.now.bind(Date);

/** A package stands for all of its files: they change together. */
const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;
const PACKAGE_NAME = /^(?:@[^/]+\/)?[^./@][^/]*/;
const OURS = dirname(dirname(__dirname)) + sep;
/** File systems stamp a change with a clock that lags behind by so much. */
const CLOCK_LAG_MS = 20;

/** What node has found so far: request and the directories that it looked in, separated by NULs → file. */
const { _pathCache: found = {} } = Module as unknown as { _pathCache?: Record<string, string> };

const versions: LoadedFiles = { files: {}, manifests: {} };
const seenDirectories = pin(new Set<string>(), 'has', 'add');
const seenRequests = pin(new Set<string>(), 'has', 'add');
const esModules = pin(new Set<string>(), 'add', 'forEach');
const places = pin(new Set<string>(), 'add', 'forEach', 'clear');
let lookedAtMs = now();
/** The next message of the thread of module hooks, if there is one. */
let receive: () => { message: unknown } | undefined = () => undefined;

/** An ES module, which `require.cache` does not have. */
export function noteEsModule(file: string): void {
  esModules.add(file);
}

/** An ES module that was loaded, or where an import was found, before links were followed. */
export type ThreadMessage = { file: string; place?: undefined } | { file?: undefined; place: string };

/** Of what the thread of module hooks has imported, as far as {@link collectLoadedFiles} knows; each of them once. */
export function takePlacesOfImports(act: (place: string) => void): void {
  places.forEach(act);
  places.clear();
}

/** Where the thread of module hooks says which ES modules it has loaded. */
export function noteEsModulesOf(port: MessagePort): void {
  const { receiveMessageOnPort } = require('node:worker_threads') as typeof import('node:worker_threads');
  port.unref();
  receive = () => receiveMessageOnPort(port);
}

/**
 * The files that this process has loaded, and the `package.json` files that say of which format they are: path →
 * version. A package is there as its `package.json`. A file that may have been written between its load and this look
 * has the version `unknown`. A `package.json` that is not there has the version `gone`.
 */
export function collectLoadedFiles(): LoadedFiles {
  const sinceMs = lookedAtMs - CLOCK_LAG_MS;
  lookedAtMs = now();
  for (let message; (message = receive());) {
    const { file, place } = message.message as ThreadMessage;
    if (file !== undefined) esModules.add(file);
    else places.add(place);
  }
  const note = (kind: keyof LoadedFiles, file: string) => {
    versions[kind][file] ??= versionSince(file, sinceMs) ?? (kind === 'manifests' ? 'gone' : 'unknown');
  };
  const noteLoaded = (loaded: string) => {
    if (startsWith(loaded, OURS)) return;
    const directory = match(PACKAGE, loaded)?.[1];
    note('files', directory === undefined ? loaded : join(directory, 'package.json'));
    if (directory === undefined) forEachManifest(dirname(loaded), (manifest) => note('manifests', manifest));
  };
  forEachOf(keys(require.cache), noteLoaded);
  esModules.forEach(noteLoaded);
  forEachLinkedPackage((link) => note('files', join(link, 'package.json')));
  return versions;
}

/** As `Array.prototype.forEach`, which the plugin may have replaced. */
function forEachOf<T>(list: readonly T[], act: (entry: T) => void): void {
  for (let index = 0; index < list.length; index++) act(list[index]);
}

/** Up to the first that is there: each could decide the format of the files in that directory. */
function forEachManifest(directory: string, act: (manifest: string) => void): void {
  if (seenDirectories.has(directory)) return;
  seenDirectories.add(directory);
  const manifest = join(directory, 'package.json');
  const parent = dirname(directory);
  act(manifest);
  if (!existsSync(manifest) && parent !== directory) forEachManifest(parent, act);
}

/**
 * Links by which packages were found. A package manager may let a link lead to another version, and leave the old
 * version in place.
 */
function forEachLinkedPackage(act: (link: string) => void): void {
  forEachOf(keys(found), (key) => {
    if (seenRequests.has(key)) return;
    seenRequests.add(key);
    const directories = split(key, '\0');
    const name = match(PACKAGE_NAME, directories[0])?.[0];
    if (name === undefined) return;
    for (let index = 1; index < directories.length; index++) {
      const place = join(directories[index], name);
      const stat = lstatSync(place, { throwIfNoEntry: false });
      if (stat?.isSymbolicLink()) act(place);
      if (stat) return;
    }
  });
}

function versionSince(file: string, sinceMs: number): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false, bigint: true });
  if (!stat) return undefined;
  return toNumber(stat.ctimeMs) >= sinceMs ? 'unknown' : `${stat.ctimeNs} ${stat.size} ${stat.ino}`;
}
