/* eslint-disable @typescript-eslint/unbound-method -- they are taken to be bound. */

/**
 * What the protocol needs of the language and of node, taken before a plugin is loaded. Whatever the plugin replaces,
 * its worker can still be talked to. A worker imports this file first. In the host, a test may replace timers.
 */
const { bind, call } = Function.prototype;

/** A method as a function whose first argument is the object. */
function free<Self, Args extends unknown[], Result>(
  prototype: object,
  method: string,
): (self: Self, ...args: Args) => Result {
  return bind.call(call, (prototype as Record<string, () => void>)[method]) as (
    self: Self,
    ...args: Args
  ) => Result;
}

export const { parse: parseJson, stringify: stringifyJson } = JSON;
export const { isArray } = Array;
export const { keys, entries, hasOwn, fromEntries, assign, create, defineProperty } = Object;
export const { apply, deleteProperty, getOwnPropertyDescriptor } = Reflect;
export const { from: copyBuffer, concat: concatBuffers } = Buffer;
export const indexOfByte = free<Buffer, [byte: number, from?: number], number>(
  Buffer.prototype as object,
  'indexOf',
);
export const subBuffer = free<Buffer, [start: number, end?: number], Buffer>(
  Buffer.prototype as object,
  'subarray',
);
export const decode = free<Buffer, ['utf8' | 'latin1'], string>(Buffer.prototype as object, 'toString');
export const sliceText = free<string, [start: number, end: number], string>(String.prototype, 'slice');
export const split = free<string, [by: string], string[]>(String.prototype, 'split');
export const startsWith = free<string, [start: string], boolean>(String.prototype, 'startsWith');
export const match = free<RegExp, [text: string], RegExpExecArray | null>(RegExp.prototype, 'exec');
export const then = free<Promise<unknown>, [fulfilled: () => void, rejected: () => void], Promise<unknown>>(
  Promise.prototype,
  'then',
);
export const toText = String;
export const toNumber = Number;
const uptime = process.uptime.bind(process);
/** Milliseconds since this process started. `performance` would load a module of node that nothing else needs. */
export const now = () => uptime() * 1000;
export const { AbortController, Error, setImmediate, setTimeout, clearTimeout } = globalThis;
export const nextTick = process.nextTick.bind(process) as (work: () => void) => void;

/** A field like any other. Without a prototype, since a plugin may have given `get` to all objects. */
export function plainField(value: unknown, enumerable: boolean): PropertyDescriptor {
  return { __proto__: null, value, writable: true, enumerable, configurable: true } as PropertyDescriptor;
}

/** Gives an object methods of its own: those that it has now. */
export function pin<T extends object>(object: T, ...methods: (keyof T & string)[]): T {
  for (let index = 0; index < methods.length; index++)
    defineProperty(object, methods[index], plainField(object[methods[index]], false));
  return object;
}
