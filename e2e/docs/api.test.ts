import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';

const read = (name: string) => readFileSync(join(repositoryRoot, name), 'utf8');
const api = ['plugin-host', 'plugin-worker'].map((name) => read(`packages/${name}/api.md`)).join('');

/** The `code` of a `GraphError` is a string, since plugins have codes of their own. This one is never thrown. */
const ONLY_IN_GRAPH_ERRORS = ['RESULT_INVALID'];

test('the API reports have each error code that docs/errors.md explains', () => {
  const codes = [...read('docs/errors.md').matchAll(/^### `([A-Z_]+)`/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  const missing = codes.filter((code) => !api.includes(`'${code}'`));
  expect(missing.filter((code) => !ONLY_IN_GRAPH_ERRORS.includes(code))).toEqual([]);
});

test('docs/errors.md explains each error code that the API reports have', () => {
  const lists = [...api.matchAll(/^export type \w*ErrorCode =([^;]+);/gm)].map(([, list]) => list);
  const codes = [...lists.join('').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  const explained = read('docs/errors.md');
  expect(codes.filter((code) => !explained.includes(`\`${code}\``))).toEqual([]);
});
