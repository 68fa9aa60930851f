import { closeSync, openSync, readFileSync } from 'node:fs';
import { isColored } from '../../src/cli/messages';
import { Output } from '../../src/cli/output';
import { createTempDirectory } from '../support/temp-directory';

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

test('B41 results go to the descriptor for results, and what other code writes to stdout goes to stderr', () => {
  using directory = createTempDirectory();
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  // Put back as it was: `new Output` replaces it.
  const ofNode = Object.getOwnPropertyDescriptor(process.stdout, 'write');
  const results = openSync(directory.path('results'), 'w');
  try {
    const output = new Output(results);
    process.stdout.write('noise of Nx\n');
    output.print('the graph\n');
    expect(write.mock.calls.map(([text]) => text)).toEqual(['noise of Nx\n']);
    expect(readFileSync(directory.path('results'), 'utf8')).toBe('the graph\n');
  } finally {
    if (ofNode) Object.defineProperty(process.stdout, 'write', ofNode);
    else delete (process.stdout as Partial<NodeJS.WriteStream>).write;
    write.mockRestore();
    closeSync(results);
  }
});
