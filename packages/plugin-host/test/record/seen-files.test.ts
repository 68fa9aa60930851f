import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import { seenFiles } from '../../src/record/seen-files';

const FILES = [
  'a/read.txt',
  'a/other.txt',
  'a/deep/x.txt',
  'b/looked.txt',
  'top.txt',
  'node_modules/p/index.js',
];
const INDEXED = FILES.slice(0, 5);

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'seen-')));
  for (const file of FILES) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function see(...inputs: [kind: Input['kind'], of: string][]) {
  const observed = inputs.map(([kind, of]): Input => ({
    kind,
    of: kind === 'variable' ? of : join(root, of),
    seen: '',
  }));
  const seen = seenFiles({ inputs: observed, incomplete: [] }, root, INDEXED);
  return Object.fromEntries(
    Object.entries(seen).map(([name, set]) => [name, [...(set as Set<string>)].sort()]),
  );
}

test('what was read, what was only looked at, and what is in a directory whose names were listed', () => {
  expect(
    see(['content', 'a/read.txt'], ['stat', 'b/looked.txt'], ['listing', 'a'], ['stat', 'gone.txt']),
  ).toEqual({
    read: ['a/read.txt'],
    named: ['a/other.txt', 'b/looked.txt'],
    directories: ['a', 'a/deep'],
    variables: [],
  });
});

test('what is elsewhere or installed is no part of it', () => {
  const inputs = [
    ['content', '../x'],
    ['content', 'node_modules/p/index.js'],
    ['listing', 'node_modules'],
  ] as const;
  expect(see(...inputs.map(([kind, of]): [Input['kind'], string] => [kind, of]))).toEqual({
    read: [],
    named: [],
    directories: [],
    variables: [],
  });
});

test('a question to the index may be about any file; of the root, only what is right in it is listed', () => {
  expect(see(['query', '["glob"]'])['named']).toEqual([...INDEXED].sort());
  expect(see(['listing', ''])).toMatchObject({ named: ['top.txt'], directories: ['a', 'b'] });
});

test('variables, but those that are asked for anyway', () => {
  expect(see(['variable', 'OWN'], ['variable', 'NX_PREFER_TS_NODE'])['variables']).toEqual(['OWN']);
});
