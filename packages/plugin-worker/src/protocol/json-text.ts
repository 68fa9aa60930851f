import {
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  hasOwn,
  stringifyJson,
} from './intrinsics';

type Replacer = (key: string, value: unknown) => unknown;

const { prototype: ofObjects } = Object;
const { prototype: ofLists } = Array;

/**
 * A value as JSON. A `toJSON` that a plugin has given to *all* objects or lists is ignored: it would change every
 * message, and no message would be one any more. The `toJSON` of a class, or of one object, decides as always.
 */
export function toJsonText(value: unknown, replacer?: Replacer): string | undefined {
  if (!hasOwn(ofObjects, 'toJSON') && !hasOwn(ofLists, 'toJSON')) return stringifyJson(value, replacer);
  return without(ofObjects, replacer, (ofBoth) =>
    without(ofLists, ofBoth, (rest) => stringifyJson(value, rest)),
  );
}

/** Does `write` while the prototype has no `toJSON`. If that can't be taken away, a replacer undoes what it did. */
function without<T>(
  prototype: object,
  replacer: Replacer | undefined,
  write: (replacer: Replacer | undefined) => T,
): T {
  const descriptor = getOwnPropertyDescriptor(prototype, 'toJSON');
  if (!descriptor) return write(replacer);
  const { toJSON } = prototype as { toJSON?: unknown };
  if (!deleteProperty(prototype, 'toJSON')) return write(undoing(toJSON, replacer));
  try {
    return write(replacer);
  } finally {
    // Without a prototype, since a plugin may have given `get` to all objects.
    defineProperty(prototype, 'toJSON', { __proto__: null, ...descriptor } as PropertyDescriptor);
  }
}

function undoing(toJSON: unknown, replacer: Replacer | undefined): Replacer {
  return function (this: unknown, key, value) {
    const given = (this as Record<string, { toJSON?: unknown } | null | undefined>)[key];
    const kept = typeof given === 'object' && given !== null && given.toJSON === toJSON ? given : value;
    return replacer ? replacer(key, kept) : kept;
  };
}
