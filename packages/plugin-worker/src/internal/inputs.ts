/** For plugin-host alone, and it may change at any time. What the results of a process depend on. */
export { digestOfText, look, versionAt, type Look } from '../inputs/look';
export { digestOfVariable } from '../inputs/digest-of-variable';
export { FILE_INPUT_KINDS, isInput, type FileInputKind, type Input, type Observed } from '../protocol/inputs';
