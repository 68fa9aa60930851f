import { PassThrough } from 'node:stream';
import { Outbox } from '../../src/protocol/outbox';

function createOutbox() {
  const stream = new PassThrough();
  const write = jest.spyOn(stream, 'write');
  const written = () => write.mock.calls.map(([chunk]) => String(chunk));
  return { outbox: new Outbox(stream), written };
}

const endOfTurn = () => new Promise((resolve) => setImmediate(resolve));

test('the lines of one turn are one write, also those of callers that go on in it', async () => {
  const { outbox, written } = createOutbox();
  outbox.add('1\n');
  const later = Promise.resolve().then(() => outbox.add('2\n'));
  expect(written()).toEqual([]);
  await later;
  await endOfTurn();
  expect(written()).toEqual(['1\n2\n']);
  outbox.add('3\n');
  await endOfTurn();
  expect(written()).toEqual(['1\n2\n', '3\n']);
});

test('what can not wait comes after what was said before it', () => {
  const { outbox, written } = createOutbox();
  outbox.add('first\n');
  outbox.addNow('now\n');
  expect(written()).toEqual(['first\n', 'now\n']);
});

test('a long line is not copied to the others, and many short ones do not wait', () => {
  const { outbox, written } = createOutbox();
  const long = `${'a'.repeat(20_000)}\n`;
  outbox.add('short\n');
  outbox.add(long);
  expect(written()).toEqual(['short\n', long]);
  for (let line = 0; line < 70; line++) outbox.add(`${'b'.repeat(999)}\n`);
  expect(written()).toHaveLength(3);
});
