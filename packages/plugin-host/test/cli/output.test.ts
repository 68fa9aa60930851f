import { isColored } from '../../src/cli/output';

test.each([
  ['a terminal', true, {}, true],
  ['a pipe', undefined, {}, false],
  ['a pipe where CI is set', undefined, { CI: 'true' }, false],
  ['a pipe, asked for', undefined, { FORCE_COLOR: '1' }, true],
  ['a terminal, asked not to', true, { FORCE_COLOR: '0' }, false],
  ['a terminal where NO_COLOR is set', true, { NO_COLOR: '1' }, false],
  ['a terminal that can only print', true, { TERM: 'dumb' }, false],
])('%s', (_, isTTY, env, expected) => {
  expect(isColored({ isTTY }, env)).toBe(expected);
});
