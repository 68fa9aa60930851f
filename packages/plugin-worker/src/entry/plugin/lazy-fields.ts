import type { InspectOptions } from 'node:util';
import { assign, defineProperty, plainField } from '../../protocol/intrinsics';

type Inspect = (value: unknown, options: object) => string;

const SHOW = Symbol.for('nodejs.util.inspect.custom');
const { defineProperty: tryToDefine } = Reflect;

/**
 * Gives an object a field whose value is made when it is first read. It is a field like any other: own, enumerable,
 * writable. It survives spread, `JSON.stringify` and `structuredClone`.
 */
export function defineLazily(target: object, name: string, make: () => unknown): void {
  let made: { value: unknown } | undefined;
  const become = (value: unknown) => tryToDefine(target, name, plainField(value, true));
  defineProperty(target, name, {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get: () => {
      if (made) return made.value;
      made = { value: make() };
      // Not if the plugin has frozen the object.
      become(made.value);
      return made.value;
    },
    set: (value: unknown) => {
      if (!become(value)) throw new TypeError(`Cannot assign to read only property '${name}' of object`);
    },
  } as PropertyDescriptor);
}

/** Without this, `console.log` would show `[Getter/Setter]` instead of what is there. */
export function showLazyFields(target: object): void {
  const show = (depth: number | null, options: InspectOptions & { stylize?: Stylize }, inspect: Inspect) => {
    if (depth !== null && depth < 0) return options.stylize?.('[Object]', 'special') ?? '[Object]';
    return inspect(assign({}, target), assign({}, options, { depth }));
  };
  defineProperty(target, SHOW, plainField(show, false));
}

type Stylize = (text: string, style: string) => string;
