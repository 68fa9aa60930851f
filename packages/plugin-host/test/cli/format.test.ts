import { count, formatBytes, formatMs, formatTable } from '../../src/cli/format';

test.each([
  [0.4, '0 ms'],
  [872.6, '873 ms'],
  [1000, '1.00 s'],
  [2412, '2.41 s'],
])('formatMs(%d) is %j', (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

test('formatBytes', () => {
  expect(formatBytes(48.24 * 1024 ** 2)).toBe('48.2 MiB');
});

test.each([
  [0, '0 projects'],
  [1, '1 project'],
  [2, '2 projects'],
])('count(%i) is %j', (number, text) => {
  expect(count(number, 'project')).toBe(text);
});

test('count with a plural of its own', () => {
  expect(count(3, 'dependency', 'dependencies')).toBe('3 dependencies');
});

test('formatTable pads columns to their widest cell and leaves no space at the end', () => {
  const rows = [
    ['plugin', 'hook'],
    ['a', 'createNodes'],
    ['a longer name', ''],
  ];
  expect(formatTable(rows)).toBe('  plugin         hook\n  a              createNodes\n  a longer name\n');
  expect(formatTable([])).toBe('');
});

test('formatTable leaves columns out if they find no room', () => {
  const rows = [
    ['plugin', 'pid', 'file'],
    ['a longer name', '4711', 'plugins/a.ts'],
  ];
  const at = (columns: number) => formatTable(rows, { columns, leaveOut: ['file', 'pid'] });
  expect(at(35)).toBe('  plugin         pid   file\n  a longer name  4711  plugins/a.ts\n');
  expect(at(30)).toBe('  plugin         pid\n  a longer name  4711\n');
  expect(at(15)).toBe('  plugin\n  a longer name\n');
});
