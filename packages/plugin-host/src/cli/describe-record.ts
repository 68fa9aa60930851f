import type { PluginRecord, RecordedCall } from '../record/plugin-record';
import { count, formatMs, formatTable } from './format';

/** How many lines of a list are shown. */
const SHOWN = 20;

const NAMES_IN_ARGUMENTS =
  'The arguments of the hooks name all files of the workspace, and have the configuration of all projects.\n';

/** What is in a record, for a person who is about to send it. */
export function describeRecord(record: PluginRecord, redacted: Map<string, number>, path: string): string {
  const { plugin, calls, loadErrors, files, leftOut, variables } = record;
  const contents = contentsOf(record);
  const names = Object.keys(files).length - contents.length;
  const failed = loadErrors.map(({ message }) => ['load', '', `failed: ${firstLine(message)}`]);
  return [
    `Recorded ${plugin} in ${path}.\n`,
    formatTable([...failed, ...calls.map(describeCall)]),
    `It has the contents of ${count(contents.length, 'file')} that the plugin read:\n`,
    list(contents),
    ...section(`It has the names alone of ${count(names, 'other file')}.\n`, names > 0),
    ...section('Files that it read and that are left out:\n', Object.keys(leftOut).length > 0),
    formatTable(Object.entries(leftOut)),
    ...section(
      NAMES_IN_ARGUMENTS,
      calls.some(({ hook }) => hook !== 'createNodes'),
    ),
    ...section(`Texts that are left out: ${[...redacted].map(timesOf).join(', ')}.\n`, redacted.size > 0),
    ...section(`Variables are there by their names alone: ${variables.join(', ')}.\n`, variables.length > 0),
    `Look through it before you send it. To run the plugin against it: plugin-host replay ${path}\n`,
  ].join('');
}

/** The same as data. */
export function summarizeRecord(record: PluginRecord, redacted: Map<string, number>) {
  const { plugin, calls, loadErrors, leftOut, variables } = record;
  return {
    plugin,
    loadErrors,
    calls: calls.map(({ hook, errors, elapsedMs }) => ({ hook, errors, elapsedMs })),
    contents: contentsOf(record),
    leftOut,
    redacted: Object.fromEntries(redacted),
    variables,
  };
}

/** The files whose contents are there. */
function contentsOf({ files }: PluginRecord): string[] {
  const paths = Object.entries(files).filter(([, file]) => 'text' in file || 'base64' in file);
  return paths.map(([path]) => path);
}

function describeCall({ hook, args, errors, elapsedMs }: RecordedCall): string[] {
  const [first] = args;
  const about = Array.isArray(first) ? count(first.length, 'file') : '';
  const failed =
    errors.length > 0 ? `failed: ${firstLine(errors[0].message)}` : `done in ${formatMs(elapsedMs)}`;
  return [hook, about, errors.length > 1 ? `${failed} (and ${errors.length - 1} more)` : failed];
}

function firstLine(message: string): string {
  return message.split('\n')[0];
}

function list(lines: string[]): string {
  const more = lines.length - SHOWN;
  const shown = lines.slice(0, SHOWN).map((line) => `  ${line}\n`);
  return [...shown, ...(more > 0 ? [`  and ${more} more\n`] : [])].join('');
}

function section(text: string, isShown: boolean): string[] {
  return isShown ? [text] : [];
}

function timesOf([what, times]: [string, number]): string {
  return times === 1 ? what : `${what} (${times} times)`;
}
