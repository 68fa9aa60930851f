import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { keys, match, pin, startsWith } from '../../protocol/intrinsics';
import { collectLoadedFiles, takePlacesOfImports } from '../loaded-files';
import { noteLinks } from './links';
import type { Recorder } from './recorder';

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are plain functions.
const { basename, dirname, join, resolve } = path;
const { existsSync, statSync } = fs;

/** Nx copies it to a directory for temporary files, in later versions with its version before its name. */
const NX_NATIVE = /[\\/](?:[\w.-]+-)?nx\.[^\\/]+\.node$/;

/** Loaded files that were noted before. */
const noted = pin(new Set<string>(), 'has', 'add');

interface Loader {
  _findPath: (
    this: unknown,
    request: string,
    paths: string[] | null | false,
    isMain?: boolean,
  ) => string | false;
  _extensions: Record<string, unknown>;
}

/** Node 20 asks where `require` looks before it finds a file in a way that nobody sees. */
export function observeLookups(recorder: Recorder): void {
  if (Number.parseInt(process.versions.node, 10) >= 22) return;
  const loader = Module as unknown as Loader;
  const find = loader._findPath;
  loader._findPath = function (request, paths, isMain) {
    const found = find.call(this, request, paths, isMain);
    const places = path.isAbsolute(request) ? [''] : paths || [];
    for (let index = 0; index < places.length; index++) {
      const base = resolve(places[index], request);
      if (basename(places[index]) === 'node_modules') notePackage(places[index], base, recorder);
      else noteCandidates(base, keys(loader._extensions), recorder);
      if (found !== false && startsWith(found, base)) break;
    }
    return found;
  };
}

function notePackage(place: string, base: string, recorder: Recorder): void {
  if (recorder.unseen(() => existsSync(place))) recorder.note('type', base);
  else recorder.note('type', place);
}

function noteCandidates(base: string, extensions: string[], recorder: Recorder): void {
  // In a package, all is one.
  if (match(/[\\/]node_modules[\\/]/, base)) return recorder.note('type', base);
  const withExtensions = (file: string) => {
    recorder.note('type', file);
    for (let index = 0; index < extensions.length; index++) recorder.note('type', file + extensions[index]);
  };
  withExtensions(base);
  if (!recorder.unseen(() => isDirectory(base))) return;
  recorder.note('content', join(base, 'package.json'));
  withExtensions(join(base, 'index'));
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * Files that were loaded without a look that was seen, such as in the thread of module hooks, and what decides how they
 * are loaded: the `package.json` files above them, and directories in which a nearer package could be.
 */
export function noteLoadedFiles(recorder: Recorder): void {
  const { files, manifests } = recorder.unseen(collectLoadedFiles);
  for (const file of keys(files)) {
    if (match(NX_NATIVE, file)) continue;
    recorder.noteModule(file);
    noteLoaded(file, files[file], recorder);
    if (match(/[\\/]node_modules[\\/]/, file)) continue;
    for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
      recorder.note('type', join(directory, 'node_modules'));
      if (recorder.unseen(() => existsSync(join(directory, 'node_modules', 'nx')))) break;
    }
  }
  for (const file of keys(manifests)) noteLoaded(file, manifests[file], recorder);
  takePlacesOfImports((place) => {
    recorder.note('type', place);
    noteLinks(place, recorder);
  });
}

/** What was written after it was loaded, and before anybody looked, is not what the plugin has. */
function noteLoaded(file: string, version: string, recorder: Recorder): void {
  recorder.note('content', file);
  if (noted.has(file)) return;
  noted.add(file);
  const stat = recorder.unseen(() => statSync(file, { throwIfNoEntry: false, bigint: true }));
  if (stat && version !== `${stat.ctimeNs} ${stat.size} ${stat.ino}`) recorder.noteUncertain(file);
}
