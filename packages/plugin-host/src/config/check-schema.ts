/** The part of JSON Schema that our schema uses. */
export interface Schema {
  type?: 'object' | 'array' | 'integer' | 'boolean' | 'string';
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  /** `false` refuses unknown keys. */
  additionalProperties?: false | Schema;
  minimum?: number;
  $ref?: string;
  definitions?: Record<string, Schema>;
}

/** The first way in which `value` does not fit, as the end of a sentence; `undefined` where it fits. */
export function findMisfit(value: unknown, schema: Schema, root = schema, path = ''): string | undefined {
  const known = dereference(schema, root);
  if (!fits(value, known)) return `"${path}" must be ${describe(known)}, but is ${JSON.stringify(value)}`;
  if (Array.isArray(value))
    return firstMisfit(value.entries(), ([index, entry]) =>
      findMisfit(entry, known.items ?? {}, root, `${path}[${index}]`),
    );
  if (known.type !== 'object') return undefined;
  return misfitInObject(value as object, known, root, path);
}

function misfitInObject(
  value: object,
  { properties = {}, additionalProperties }: Schema,
  root: Schema,
  path: string,
): string | undefined {
  return firstMisfit(Object.entries(value), ([key, entry]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    const place = path === '' ? key : `${path}.${key}`;
    if (!known) return `it has no setting "${place}"; known here are ${Object.keys(properties).join(', ')}`;
    return findMisfit(entry, known, root, place);
  });
}

function firstMisfit<T>(entries: Iterable<T>, find: (entry: T) => string | undefined): string | undefined {
  for (const entry of entries) {
    const misfit = find(entry);
    if (misfit) return misfit;
  }
  return undefined;
}

function fits(value: unknown, { type, minimum, enum: allowed }: Schema): boolean {
  if (allowed) return allowed.includes(value as string);
  return isOfType(value, type) && (minimum === undefined || (value as number) >= minimum);
}

function dereference(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : root.definitions![name];
}

function isOfType(value: unknown, type: Schema['type']): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function describe({ type, minimum, enum: allowed }: Schema): string {
  if (allowed) return `one of ${allowed.join(', ')}`;
  if (type === 'array') return 'a list';
  if (type === 'boolean') return 'true or false';
  const article = type === 'string' ? 'a' : 'an';
  return `${article} ${type}${minimum === undefined ? '' : ` of at least ${minimum}`}`;
}
