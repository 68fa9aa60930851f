import { hasFields, isBoolean, isListOf, isNumber, isOneOf, isText, optional } from './guards';

const FILE_INPUTS = ['content', 'stat', 'lstat', 'mode', 'type', 'listing', 'link'] as const;

/**
 * What was looked at of a path: the content of a file; all that `stat` or `lstat` says; who may use it; whether it is a
 * file, a directory or nothing; the names in a directory; where a link leads.
 */
export type FileInputKind = (typeof FILE_INPUTS)[number];

/**
 * Something that a process has seen, and on which its results may depend: a path, a variable of the environment, all
 * variables, a question to Nx's index of the workspace's files (as JSON: function and arguments), or a part of what a
 * hook was given.
 */
export interface Input {
  kind: FileInputKind | 'variable' | 'environment' | 'query' | 'part';
  /** Absolute path, name of the variable, the question, or the name of the part. */
  of: string;
  /** What was there, as a text that differs if something else is there. No contents: digests of them. */
  seen: string;
  /** Of a file: what the file system says of it. If it says so again, the content is the same. */
  version?: string;
  /** It was written around the look, so what the plugin saw is not known. */
  isUncertain?: boolean;
  /** How often the plugin looked there; once if it is not said. */
  looks?: number;
}

/** What a worker has seen since it was asked last. */
export interface Observed {
  inputs: Input[];
  /** Why that is not all: ends of sentences, after the plugin's name. */
  incomplete: string[];
}

export const FILE_INPUT_KINDS: ReadonlySet<string> = new Set(FILE_INPUTS);

export const isInput = hasFields({
  kind: isOneOf(...FILE_INPUTS, 'variable', 'environment', 'query', 'part'),
  of: isText,
  seen: isText,
  version: optional(isText),
  isUncertain: optional(isBoolean),
  looks: optional(isNumber),
});

export const isObserved = hasFields({
  inputs: isListOf(isInput),
  incomplete: isListOf(isText),
});
