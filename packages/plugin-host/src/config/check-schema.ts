/** The part of JSON Schema that our schema uses. */
export interface Schema {
  type?: 'object' | 'integer' | 'boolean' | 'string';
  properties?: Record<string, Schema>;
  /** `false` refuses unknown keys. */
  additionalProperties?: false | Schema;
  minimum?: number;
  $ref?: string;
  definitions?: Record<string, Schema>;
}

/** The first way in which `value` does not fit, as the end of a sentence; `undefined` where it fits. */
export function findMisfit(value: unknown, schema: Schema, root = schema, path = ''): string | undefined {
  const { type, properties = {}, additionalProperties, minimum } = dereference(schema, root);
  if (!isOfType(value, type) || (minimum !== undefined && (value as number) < minimum))
    return `"${path}" must be ${describe(type, minimum)}, but is ${JSON.stringify(value)}`;
  if (type !== 'object') return undefined;
  for (const [key, entry] of Object.entries(value as object)) {
    const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    const place = path === '' ? key : `${path}.${key}`;
    if (!known) return `it has no setting "${place}"; known here are ${Object.keys(properties).join(', ')}`;
    const misfit = findMisfit(entry, known, root, place);
    if (misfit) return misfit;
  }
  return undefined;
}

function dereference(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/definitions/', '');
  return name === undefined ? schema : root.definitions![name];
}

function isOfType(value: unknown, type: Schema['type']): boolean {
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function describe(type: Schema['type'], minimum: number | undefined): string {
  if (type === 'boolean') return 'true or false';
  const article = type === 'string' ? 'a' : 'an';
  return `${article} ${type}${minimum === undefined ? '' : ` of at least ${minimum}`}`;
}
