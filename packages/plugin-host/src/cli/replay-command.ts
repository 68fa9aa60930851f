import type { PluginRecord } from '../record/plugin-record';
import type { Difference } from '../record/compare-values';
import { readRecord } from '../record/read-record';
import { replayRecord, type Replay } from '../record/replay-record';
import { BusyPlugins } from '../timing/busy-plugins';
import { count } from './format';
import { EXIT_CODES } from './command';
import type { Output, OutputOptions } from './output';

export interface ReplayOptions extends OutputOptions {
  plugin?: string;
  inspect?: boolean;
  inspectBrk?: boolean;
}

const WHERE_TO_REPLAY =
  'Replay it in a folder in which what the plugin needs is installed, or give its file with --plugin.\n';

/** Longest text of a value that is shown. */
const LONGEST = 200;
/** How many differences of one call are shown. */
const SHOWN = 10;

/** Runs a plugin against a record. Returns the exit code: 1 if something is not as it was recorded. */
export async function runReplay(file: string, options: ReplayOptions, output: Output): Promise<number> {
  const record = readRecord(file);
  const { plugin, inspect = false, inspectBrk } = options;
  const busy = new BusyPlugins((sentence) => output.note(`${sentence}\n`));
  const replay = await replayRecord({
    ...{ record, plugin },
    cwd: process.cwd(),
    inspect: inspectBrk ? 'brk' : inspect,
    onBegin: (hook) => busy.begin(record.plugin, hook),
    onLog: (line) => output.log(line),
  });
  const differing = replay.calls.filter(({ differences }) => differences.length > 0);
  if (output.isJson) output.json({ isEqual: differing.length === 0, ...replay });
  else output.print(describeReplay(record, replay));
  return differing.length > 0 ? EXIT_CODES.pluginFailed : EXIT_CODES.done;
}

function describeReplay(record: PluginRecord, { file, calls }: Replay): string {
  const { versions } = record;
  const { node, nx, system } = versions;
  const isEqual = calls.every(({ differences }) => differences.length === 0);
  const isUnloadable = calls[0].differences.length > 0 && record.loadErrors.length === 0;
  return [
    `Recorded with node ${node}, nx ${nx}, ${system}. Replayed ${file} with node ${process.version}.\n`,
    ...calls.map(describeCall),
    isEqual ? 'Equal: the plugin does what was recorded.\n' : 'Not equal.\n',
    ...(isUnloadable ? [WHERE_TO_REPLAY] : []),
    ...(isEqual ? [] : whatIsMissing(record)),
  ].join('');
}

function describeCall({ hook, sameErrors, differences }: Replay['calls'][number]): string {
  const errors = sameErrors
    .map((message) => `  fails again: ${message.replaceAll('\n', '\n    ')}\n`)
    .join('');
  if (differences.length === 0) return `${hook}: equal\n${errors}`;
  const shown = differences.slice(0, SHOWN).map(describeDifference);
  const more = differences.length - SHOWN;
  const rest = more > 0 ? `  and ${count(more, 'more difference')}: --json has all\n` : '';
  return `${hook}: ${count(differences.length, 'difference')}\n${errors}${shown.join('')}${rest}`;
}

function describeDifference({ at, recorded, now }: Difference): string {
  return `  ${at}\n    recorded: ${shorten(recorded)}\n    now:      ${shorten(now)}\n`;
}

/** An error by its message, and anything else as JSON. */
function shorten(value: unknown): string {
  if (value === undefined) return 'nothing';
  const { name, message } = (value ?? {}) as Partial<Error>;
  if (typeof name === 'string' && typeof message === 'string') return `${name}: ${message}`;
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Why a replay may differ although the plugin is the same. */
function whatIsMissing({ leftOut, files, variables, incomplete }: PluginRecord): string[] {
  const left = Object.keys(leftOut);
  const hasContents = Object.values(files).some((file) => 'text' in file || 'base64' in file);
  return [
    ...(hasContents || Object.keys(files).length === 0
      ? []
      : ['The record has no contents, so all files are empty here.\n']),
    ...(left.length > 0
      ? [`These files were left out of the record, and are empty here: ${left.join(', ')}.\n`]
      : []),
    ...(variables.length > 0
      ? [`It read these variables, which may differ here: ${variables.join(', ')}.\n`]
      : []),
    ...(incomplete.length > 0
      ? [`Not all that it did can be recorded: it ${incomplete.join('; it ')}.\n`]
      : []),
  ];
}
