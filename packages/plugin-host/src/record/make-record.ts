import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { findAuthorPackage, type PortableText } from '@plugin-isolation/plugin-worker/internal/testing';
import type { PluginEntry } from '../config/plugin-entries';
import { OUR_VERSION } from '../results/our-version';
import { RECORD_FORMAT, type PluginRecord, type RecordedFile } from './plugin-record';
import { readForRecord } from './recorded-contents';
import type { Recorder } from './recorder';
import type { Redaction } from './redaction';
import { seenFiles, type SeenFiles } from './seen-files';

export interface RecordSources {
  root: string;
  entry: PluginEntry;
  recorder: Recorder;
  portable: PortableText;
  redaction: Redaction;
  /** The files of Nx's index. */
  indexed: string[];
  nxVersion: string;
  withContents: boolean;
}

/** Puts together what was recorded, and the files that the plugin has seen. Secrets are left out. */
export function makeRecord(sources: RecordSources): PluginRecord {
  const { root, entry, recorder, portable, redaction, indexed, nxVersion } = sources;
  const seen = seenFiles(recorder.seen, root, indexed);
  if (recorder.loadErrors.length > 0) addSources(sources, seen);
  const { files, leftOut } = collectFiles(sources, seen);
  const { file } = recorder.launched!;
  const record: PluginRecord = {
    format: RECORD_FORMAT,
    plugin: entry.plugin,
    file: portable.text(file),
    ...(entry.options !== undefined && { options: entry.options }),
    versions: {
      'plugin-host': OUR_VERSION,
      node: process.version,
      nx: nxVersion,
      system: `${process.platform} ${process.arch}`,
      ...versionOf(file, root),
    },
    loadErrors: recorder.loadErrors,
    calls: recorder.calls,
    files: {},
    directories: [...seen.directories].sort(),
    leftOut,
    variables: [...seen.variables].sort(),
    incomplete: recorder.seen.incomplete.map((why) => portable.text(why)),
  };
  // What is in files has been looked through, and has to stay what it is.
  return { ...redaction.value(record), files };
}

/** What failed to load can't say what it has loaded: whatever is beside it. */
function addSources({ root, recorder, indexed }: RecordSources, { read }: SeenFiles): void {
  const file = relative(root, recorder.launched!.file).replaceAll(sep, '/');
  const directory = dirname(file);
  const isSource = (each: string) => each === file || (directory !== '.' && each.startsWith(`${directory}/`));
  for (const each of indexed) if (isSource(each)) read.add(each);
}

function collectFiles(
  { root, indexed, portable, redaction, withContents }: RecordSources,
  { read, named }: SeenFiles,
): Pick<PluginRecord, 'files' | 'leftOut'> {
  const known = new Set(indexed);
  const redact = (text: string, path: string) => redaction.content(portable.text(text), path);
  const rules = { root, redact, isIndexed: (path: string) => known.has(path) };
  const files: Record<string, RecordedFile> = {};
  const leftOut: Record<string, string> = {};
  for (const path of [...read].sort()) {
    const content = readForRecord(path, rules);
    if (typeof content === 'string') leftOut[path] = content;
    else files[path] = withContents ? content : {};
  }
  for (const path of [...named].sort()) if (known.has(path)) files[path] = {};
  return { files, leftOut };
}

/** Of the package that the plugin belongs to, unless that is the workspace itself. */
function versionOf(file: string, root: string): { plugin?: string } {
  const { directory } = findAuthorPackage(file);
  const version = directory === root ? undefined : versionIn(join(directory, 'package.json'));
  return version === undefined ? {} : { plugin: version };
}

function versionIn(manifest: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { version?: string }).version;
  } catch {
    return undefined;
  }
}
