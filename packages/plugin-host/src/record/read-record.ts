import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { recordUnreadable } from '../errors/record-error-texts';
import { isPluginRecord, RECORD_FORMAT, type PluginRecord } from './plugin-record';

/** @throws {WorkspaceError} `ARGUMENTS_INVALID` */
export function readRecord(file: string): PluginRecord {
  const value = parse(file);
  if (isPluginRecord(value)) {
    const outside = pathsOf(value).find((path) => !isInside(path));
    if (outside === undefined) return value;
    throw recordUnreadable(
      file,
      `it has the path ${JSON.stringify(outside)}, which leads out of a workspace`,
    );
  }
  const { format } = (value ?? {}) as { format?: unknown };
  const isOther = typeof format === 'string' && format.startsWith('plugin-host record');
  throw recordUnreadable(
    file,
    isOther
      ? `it is a "${format}", and this plugin-host reads "${RECORD_FORMAT}"`
      : 'it is no record of plugin-host',
  );
}

function pathsOf({ files, leftOut, directories }: PluginRecord): string[] {
  return [...Object.keys(files), ...Object.keys(leftOut), ...directories];
}

/** A record may come from anybody. */
function isInside(path: string): boolean {
  const names = path.split(/[\\/]/);
  return !isAbsolute(path) && !names.some((name) => name === '..' || name === 'node_modules' || name === '');
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw recordUnreadable(file, (error as Error).message.replace(/, \w+( '.*')?$/, ''));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw recordUnreadable(file, 'it is not JSON, or only a part of it');
  }
}
