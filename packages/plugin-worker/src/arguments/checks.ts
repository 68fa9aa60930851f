import { fileURLToPath } from 'node:url';

/** What an argument has to be, and what its fields have to be if it is an object of known ones. */
export interface Check {
  /** As the end of a sentence: `must be …`. */
  expected: string;
  fits: (value: unknown) => boolean;
  fields?: Checks;
  /** For an object with keys of the caller's choice. */
  each?: Check;
}

export type Checks = Readonly<Record<string, Check>>;

const check = (expected: string, fits: Check['fits']): Check => ({ expected, fits });
/** No path, argument or variable of a process can have a zero byte: node refuses it with an error of its own. */
const isPassable = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
/** No list, and no Map, Date or the like, whose fields would all be missed. */
export const isPlain = (value: unknown) => Object.prototype.toString.call(value) === '[object Object]';

export const json = check('what JSON can carry', isJson);
export const text = check('a string that is not empty', (value) => isPassable(value) && value !== '');
export const string = check('a string', isPassable);
export const flag = check('true or false', (value) => typeof value === 'boolean');
export const callback = check('a function', (value) => typeof value === 'function');
export const texts = check('a list of strings', (value) => Array.isArray(value) && value.every(isPassable));
export const milliseconds = check(
  'a number of milliseconds, at least 0 (0 means no limit)',
  (value) => typeof value === 'number' && value >= 0 && value < Infinity,
);
export const count = check(
  'a whole number, at least 0',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);
export const textOrCount = check(
  'a string that is not empty, or a whole number, at least 0',
  (value) => text.fits(value) || count.fits(value),
);
export const mebibytes = check(
  'a whole number of MiB, at least 1',
  (value) => Number.isSafeInteger(value) && (value as number) >= 1,
);
export const signal = check('an AbortSignal', (value) => value instanceof AbortSignal);
export const root = check(
  'a path or a file: URL',
  (value) => text.fits(value) || (value instanceof URL && isFileUrl(value)),
);
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function isFileUrl(url: URL): boolean {
  try {
    return text.fits(fileURLToPath(url));
  } catch {
    return false;
  }
}

export const oneOf = (...values: unknown[]): Check =>
  check(`one of ${values.map((value) => JSON.stringify(value)).join(', ')}`, (value) =>
    values.includes(value),
  );
export const listOf = (...words: string[]): Check =>
  check(
    `a list of ${words.join(', ')}`,
    (value) => Array.isArray(value) && value.every((entry) => words.includes(entry as string)),
  );
export const fields = (known: Checks): Check => ({ ...check('an object', isPlain), fields: known });
export const recordOf = (each: Check): Check => ({ ...check('an object', isPlain), each });
