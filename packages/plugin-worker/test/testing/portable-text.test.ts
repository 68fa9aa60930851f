import { homedir } from 'node:os';
import { join } from 'node:path';
import { PortableText } from '../../src/testing/portable-text';

const portable = new PortableText([
  ['/tmp/x/workspace', '<workspace>'],
  ['/repo/plugin', '<plugin>'],
  ['/repo', '<root>'],
]);

test.each([
  ['/tmp/x/workspace', '<workspace>'],
  ['cat "/tmp/x/workspace/a.txt": no such file', 'cat "<workspace>/a.txt": no such file'],
  ['/tmp/x/workspace-2/a and /tmp/x/workspace2', '/tmp/x/workspace-2/a and /tmp/x/workspace2'],
  [
    'at /repo/plugin/src/a.ts:3 (/repo/node_modules/b.js)',
    'at <plugin>/src/a.ts:3 (<root>/node_modules/b.js)',
  ],
  [join(homedir(), '.npmrc'), '~/.npmrc'],
  ['/etc/hosts', '/etc/hosts'],
])('%s', (text, expected) => {
  expect(portable.text(text)).toBe(expected);
});

test('keys and lists too, and what is no text stays', () => {
  const value = { '/repo/a': ['/repo/b', 1, null, true], deep: { list: [{ of: '/repo' }] } };
  expect(portable.value(value)).toEqual({
    '<root>/a': ['<root>/b', 1, null, true],
    deep: { list: [{ of: '<root>' }] },
  });
});

test('a path inside is relative to the first place', () => {
  expect(portable.inside('/tmp/x/workspace')).toBe('.');
  expect(portable.inside('/tmp/x/workspace/a/b')).toBe('a/b');
  expect(portable.inside('/tmp/x/workspace-2/a')).toBeUndefined();
  expect(portable.inside('/repo/a')).toBeUndefined();
});
