type TypeName = 'object' | 'array' | 'integer' | 'boolean' | 'string' | 'null';

/** The part of JSON Schema that our schemas use. */
export interface Schema {
  type?: TypeName | TypeName[];
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  /** Keys that an object must have. */
  required?: string[];
  /** `false` refuses unknown keys; absent takes them as they are. */
  additionalProperties?: false | Schema;
  minimum?: number;
  $ref?: string;
  definitions?: Record<string, Schema>;
}

export interface Mismatch {
  /** `plugins.a.timeouts` or `[0].source`; empty for the value itself. */
  field: string;
  /** What is wrong with it, as the end of a sentence. */
  what: string;
}

/** How much of a value is quoted. */
const QUOTED_CHARACTERS = 80;

/** The first way in which `value` does not fit; `undefined` if it fits. */
export function findMismatch(
  value: unknown,
  schema: Schema,
  root = schema,
  field = '',
): Mismatch | undefined {
  const known = dereference(schema, root);
  if (!fits(value, known)) return mismatch(field, `must be ${describe(known)}, but is ${quote(value)}`);
  if (Array.isArray(value))
    return firstMismatch(value.entries(), ([index, entry]) =>
      findMismatch(entry, known.items ?? {}, root, `${field}[${index}]`),
    );
  if (typeof value !== 'object' || value === null) return undefined;
  return mismatchInObject(value, known, root, field);
}

function mismatchInObject(
  value: object,
  { properties = {}, required = [], additionalProperties }: Schema,
  root: Schema,
  path: string,
): Mismatch | undefined {
  const fieldOf = (key: string) => (path === '' ? key : `${path}.${key}`);
  const wrong = firstMismatch(Object.entries(value), ([key, entry]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (known === undefined) return undefined;
    if (known) return findMismatch(entry, known, root, fieldOf(key));
    const allowed = Object.keys(properties).join(', ');
    return { field: fieldOf(key), what: `it has no setting "${fieldOf(key)}"; known here are ${allowed}` };
  });
  const missing = required.find((key) => !Object.hasOwn(value, key));
  return wrong ?? (missing === undefined ? undefined : mismatch(fieldOf(missing), 'is missing'));
}

function mismatch(field: string, what: string): Mismatch {
  return { field, what: field === '' ? `it ${what}` : `"${field}" ${what}` };
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
}

function firstMismatch<T>(
  entries: Iterable<T>,
  find: (entry: T) => Mismatch | undefined,
): Mismatch | undefined {
  for (const entry of entries) {
    const found = find(entry);
    if (found) return found;
  }
  return undefined;
}

function fits(value: unknown, { type, minimum, enum: allowed }: Schema): boolean {
  if (allowed) return allowed.includes(value as string);
  const types = type === undefined ? [] : [type].flat();
  const isOfOne = types.length === 0 || types.some((name) => isOfType(value, name));
  return isOfOne && (minimum === undefined || (value as number) >= minimum);
}

function dereference(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : root.definitions![name];
}

function isOfType(value: unknown, type: TypeName): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

const NAMES: Record<Exclude<TypeName, 'null'>, string> = {
  object: 'an object',
  array: 'a list',
  integer: 'an integer',
  boolean: 'true or false',
  string: 'a string',
};

function describe({ type, minimum, enum: allowed }: Schema): string {
  if (allowed) return `one of ${allowed.join(', ')}`;
  const names = [type ?? []].flat().flatMap((name) => (name === 'null' ? [] : NAMES[name]));
  return `${names.join(' or ')}${minimum === undefined ? '' : ` of at least ${minimum}`}`;
}
