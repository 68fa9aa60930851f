import { hasOwn, isArray, keys } from './intrinsics';

/** Whether a value that came over the wire may be used as what it is declared to be. */
export type Guard = (value: unknown) => boolean;

export const isText: Guard = (value) => typeof value === 'string';
export const isNumber: Guard = (value) => typeof value === 'number';
export const isBoolean: Guard = (value) => typeof value === 'boolean';
export const isList: Guard = (value) => isArray(value);
export const isObject: Guard = (value) => typeof value === 'object' && value !== null && !isArray(value);
/** Handed on as it is, to the plugin or the caller. */
export const isAnything: Guard = () => true;

export function isListOf(guard: Guard): Guard {
  return (value) => {
    if (!isArray(value)) return false;
    for (let index = 0; index < value.length; index++) if (!guard(value[index])) return false;
    return true;
  };
}

export function isOneOf(...words: string[]): Guard {
  return (value) => words.includes(value as string);
}

export function optional(guard: Guard): Guard {
  return (value) => value === undefined || guard(value);
}

export function orNull(guard: Guard): Guard {
  return (value) => value === null || guard(value);
}

/** An object whose fields pass; it may have others. */
export function hasFields(guards: Readonly<Record<string, Guard>>): Guard {
  return (value) => isObject(value) && wrongField(value as object, guards) === undefined;
}

/** Name of the first own field that does not pass. */
export function wrongField(value: object, guards: Readonly<Record<string, Guard>>): string | undefined {
  const read = (name: string) => (hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined);
  const names = keys(guards);
  for (let index = 0; index < names.length; index++)
    if (!guards[names[index]](read(names[index]))) return names[index];
  return undefined;
}
