import { constants } from 'node:buffer';
import { context, graph, launchFixture, rejectionOf } from '../support/launch-fixture';

const LIMIT = constants.MAX_STRING_LENGTH;
const isLiteral = process.env['B26_LITERAL'] === '1';
const why = isLiteral ? '' : ' (skipped: takes a minute and 2.5 GB; B26_LITERAL=1 runs it)';

(isLiteral ? describe : describe.skip)(`512 MiB of text${why}`, () => {
  it('B26 works just below the limit, and fails the one call above it, with size and limit', async () => {
    const { worker, plugin } = await launchFixture('returns-much-text');
    const call = (version: string, more: object = {}) =>
      plugin.createMetadata!({ ...graph(version), ...more }, context);
    const result = (await call(String(LIMIT - 1000))) as { a: { metadata: { one: string } } };
    expect(result.a.metadata.one).toHaveLength((LIMIT - 1000) / 2);
    const half = 'x'.repeat(LIMIT / 2);
    const tooMuch = [
      call(String(LIMIT)),
      call('2', { one: half, two: half }),
      call('2', { one: 'ü'.repeat(LIMIT / 2) }),
    ];
    for (const refused of tooMuch) {
      const error = await rejectionOf(refused);
      expect(error).toMatchObject({ code: 'REQUEST_REFUSED', hook: 'createMetadata' });
      expect(error.message).toMatch(/5\d\d,?\d{3},?\d{3} (characters|bytes).* 536,?870,?888/);
    }
    expect(await call('2')).toEqual({ a: { metadata: { one: 'x', two: 'x' } } });
    expect(worker.state).toBe('ready');
    await worker.stop();
  }, 300_000);
});
