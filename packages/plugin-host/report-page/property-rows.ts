/** One property of a project or target, with all that is inside of it. */
export interface PropertyRow {
  /** As source maps name it: `targets.build.options.cwd`. */
  path: string;
  /** A text as it is; anything else as JSON. */
  value: string;
  /** Position in the sources of the project. */
  origin?: number;
}

/** How far an object is taken apart, if source maps know nothing that is deeper. */
const DEPTH = 2;

/**
 * The parts of a value with what set each. A part that source maps do not know was set by what set the whole. Names may
 * have dots, so the way leads from the top.
 */
export function rowsOf(
  value: unknown,
  path: string,
  origins: Record<string, number>,
  inherited?: number,
  depth = DEPTH,
): PropertyRow[] {
  const origin = Object.hasOwn(origins, path) ? origins[path] : inherited;
  const entries = isObject(value) ? Object.entries(value) : [];
  const isTakenApart =
    entries.length > 0 && (depth > 0 || entries.some(([key]) => Object.hasOwn(origins, `${path}.${key}`)));
  if (!isTakenApart) return [{ path, value: toText(value), ...(origin !== undefined && { origin }) }];
  return entries.flatMap(([key, inner]) => rowsOf(inner, `${path}.${key}`, origins, origin, depth - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
}
