import { explainNxError } from '../../src/nx/explain-nx-error';

describe('explainNxError', () => {
  test('what Nx can not parse, with its place and without the picture of it', () => {
    const error = new Error('InvalidSymbol in /ws/a b/nx.json at 1:3\n\n> 1 | { broken\n    |   ^\n');
    expect(explainNxError(error)).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: "/ws/a b/nx.json:1:3: Nx can't read it as JSON (invalid symbol). Correct it there.",
      cause: error,
    });
  });

  test('any other error is left as it is', () => {
    const error = new Error('two projects have one name');
    expect(explainNxError(error)).toBe(error);
  });
});
