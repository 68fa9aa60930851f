import { compileFunction } from 'node:vm';
import { softenCommonJs } from '../../src/entry/loaders/soften-commonjs';

const IMPORTING = `exports.value = Promise.resolve().then(() => require('./dep'));`;

describe('B51 import() in CommonJS that a transpiler made', () => {
  it.each([
    ['begins with its directive', '"use strict";'],
    ['begins with a comment', '// Copyright\n"use strict";'],
    ['begins with a licence', '/** @license MIT */\n"use strict";'],
    ['begins with a directive of its own', `'use strict';`],
    ['has a source map at its end', '"use strict";//'],
  ])('loads where the file %s', async (_, head) => {
    const code = softenCommonJs(`${head}\n${IMPORTING}\n//# sourceMappingURL=data:application/json,{}`);
    const exports = {} as { value: Promise<unknown> };
    const load = (id: string) => `loaded ${id}`;
    const run = compileFunction(code, ['exports', 'require']) as (of: object, require: typeof load) => void;
    run(exports, load);
    expect(await exports.value).toBe('loaded ./dep');
    expect(code.split('\n').findIndex((line) => line.startsWith('exports.value'))).toBe(
      head.split('\n').length,
    );
  });
});
