import type { GraphError } from '../errors/graph-errors';
import { count } from './format';
import { ownFrame } from './own-frame';

/** How many files of a group are named. */
const SHOWN_FILES = 3;

/** Errors of one hook of one plugin. */
interface ErrorGroup {
  plugin: string;
  hook: string;
  /** What is wrong, in one paragraph. */
  message: string;
  /** Lines below it: files, and the place in the plugin. */
  details: string[];
  errors: GraphError[];
}

/** One group per plugin and hook, as they come. With `isVerbose` each error is a group of its own. */
export function groupErrors(errors: GraphError[], isVerbose: boolean): ErrorGroup[] {
  const groups = new Map<string, GraphError[]>();
  for (const [index, error] of errors.entries()) {
    const key = JSON.stringify([error.plugin, error.hook, ...(isVerbose ? [index] : [])]);
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  return [...groups.values()].map(describeGroup);
}

function describeGroup(errors: GraphError[]): ErrorGroup {
  const [{ plugin, hook, file, message }] = errors;
  const frames = new Set(errors.flatMap((error) => ownFrame(error.error, plugin) ?? []));
  const places = [...frames].slice(0, SHOWN_FILES).map((frame) => `at ${frame}`);
  const ofGroup = { plugin, hook, errors };
  if (errors.length === 1)
    return { ...ofGroup, message: `${file ? ` ${file}` : ''}: ${message}`, details: places };
  const messages = new Set(errors.map((error) => error.message));
  const isSame = messages.size === 1;
  const shown = errors.slice(0, SHOWN_FILES).map((error) => {
    const name = error.file ?? 'no file';
    return isSame ? name : `${name}: ${error.message.split('\n')[0]}`;
  });
  const left = errors.length - SHOWN_FILES;
  const more = left > 0 ? [`and ${left} more: --verbose shows all`] : [];
  const what = errors.every((error) => error.file) ? 'file' : 'error';
  const failed = what === 'file' ? `${count(errors.length, what)} failed` : count(errors.length, what);
  const summary = isSame ? `: ${failed}: ${message}` : `: ${failed}, in ${messages.size} ways`;
  return { ...ofGroup, message: summary, details: [...shown, ...more, ...places] };
}
