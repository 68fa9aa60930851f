/** Where two values made of JSON differ. */
export interface Difference {
  /** `projects["libs/a"].targets.build` */
  at: string;
  /** Absent if there is nothing. */
  recorded?: unknown;
  now?: unknown;
}

/** Every place in which two values made of JSON differ, in the order of the first one. The order of keys is none. */
export function compareValues(recorded: unknown, now: unknown, at = ''): Difference[] {
  if (Object.is(recorded, now)) return [];
  if (isObject(recorded) && isObject(now) && Array.isArray(recorded) === Array.isArray(now)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(now)]);
    const isList = Array.isArray(recorded);
    return [...keys].flatMap((key) =>
      compareValues(own(recorded, key), own(now, key), at + (isList ? `[${key}]` : step(key, at))),
    );
  }
  return [{ at, recorded, now }];
}

function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function step(key: string, at: string): string {
  if (!/^[\w$]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return at === '' ? key : `.${key}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
