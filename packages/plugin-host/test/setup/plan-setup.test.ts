import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySetup, planSetup } from '../../src/setup/plan-setup';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'setup-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(join(root, file), text);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('what can not be set up', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'an nx in .nx/installation',
      { 'nx.json': '{ "installation": {} }', 'package.json': '{}' },
      /\.nx\/installation/,
    ],
    ['no package.json', { 'nx.json': '{}' }, /There is no package\.json in/],
    ['scripts that are a list', { 'package.json': '{ "scripts": [] }' }, /"scripts" must be an object/],
    ['a list', { 'package.json': '[]' }, /must hold a JSON object/],
    ['a broken package.json', { 'package.json': '{' }, /package\.json:1:2: it is not valid JSON/],
    ['a broken nx.json', { 'package.json': '{}', 'nx.json': '{' }, /nx\.json:1:2: it is not valid JSON/],
  ])('%s: a sentence', (_, files, words) => {
    for (const [file, text] of Object.entries(files)) write(file, text);
    expect(() => planSetup(root, {})).toThrow(words);
  });
});

test('nothing is written if one of the files is another one by then', () => {
  write('package.json', '{}');
  const plan = planSetup(root, { settings: true });
  write('plugin-host.json', '{ "memoryMiB": 1 }');
  expect(() => applySetup(plan)).toThrow(/plugin-host\.json was changed by somebody else/);
  expect(read('package.json')).toBe('{}');
});

test('plugin-host.json goes only if nobody has set anything in it', () => {
  write('package.json', '{}');
  applySetup(planSetup(root, { settings: true }));
  const written = read('plugin-host.json');
  write('plugin-host.json', `${written} // mine`);
  const plan = planSetup(root, { remove: true });
  expect(plan.notes).toEqual([expect.stringContaining('has settings of yours')]);
  write('plugin-host.json', written);
  applySetup(planSetup(root, { remove: true }));
  expect(existsSync(join(root, 'plugin-host.json'))).toBe(false);
  expect(read('package.json')).toBe('{}');
});
