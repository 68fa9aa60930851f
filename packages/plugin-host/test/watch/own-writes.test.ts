import { AFTERMATH_MS, MAX_IN_A_ROW, momentOf, OwnWrites, type Moment } from '../../src/watch/own-writes';

const written = (moment: Moment, ...files: string[]) => new Map(files.map((file) => [file, moment]));

/** What comes of one write after the other of the same file. */
function writeEach(writes: OwnWrites, ...moments: Moment[]): boolean[] {
  return moments.map((moment) => writes.isWorthGraph(written(moment, 'log.txt')));
}

function createKnowing(): OwnWrites {
  const writes = new OwnWrites();
  writeEach(writes, 'unseen', 'unseen', 'unseen');
  return writes;
}

test('a write is seen from the moment at which the last graph was told', () => {
  const told = 1_000_000;
  expect(momentOf(told - 500, told)).toBe('unseen');
  // Stamps lag behind by a tick of the kernel: who was told may have written it.
  expect(momentOf(told - 5, told)).toBe('aftermath');
  expect(momentOf(told + AFTERMATH_MS, told)).toBe('aftermath');
  expect(momentOf(told + AFTERMATH_MS + 1, told)).toBe('apart');
  expect(momentOf(told, Infinity)).toBe('unseen');
});

describe('OwnWrites', () => {
  test('B64 a file that is written whenever a graph is computed comes to an end', () => {
    const worth = writeEach(new OwnWrites(), 'unseen', 'unseen', 'unseen', 'unseen', 'aftermath');
    expect(worth).toEqual([true, true, false, false, false]);
  });

  test('B64 so does one that is written after the hooks have returned: the last graph is held back', () => {
    const writes = new OwnWrites();
    expect(writeEach(writes, 'aftermath')).toEqual([true]);
    expect(writes.isHeldBack).toBe(false);
    expect(writeEach(writes, 'aftermath')).toEqual([true]);
    expect(writes.isHeldBack).toBe(true);
    expect(writeEach(writes, 'unseen', 'aftermath')).toEqual([false, false]);
    expect(writes.isHeldBack).toBe(false);
  });

  test('who edits a file as soon as a graph is told gets a graph each time', () => {
    const moments = Array.from({ length: 4 * MAX_IN_A_ROW }, () => 'aftermath' as const);
    expect(writeEach(new OwnWrites(), ...moments)).toEqual(moments.map(() => true));
  });

  test('an edit between two graphs begins the count again', () => {
    expect(writeEach(new OwnWrites(), 'unseen', 'unseen', 'apart', 'unseen', 'unseen')).not.toContain(false);
  });

  test('so does a graph for which the file was not written', () => {
    const writes = new OwnWrites();
    writeEach(writes, 'unseen', 'unseen');
    writes.isWorthGraph(written('unseen', 'other.txt'));
    expect(writeEach(writes, 'unseen', 'unseen', 'unseen')).toEqual([true, true, false]);
  });

  test('what was found out stays known after the change of a person', () => {
    const writes = createKnowing();
    expect(writes.isWorthGraph(written('apart', 'src/a.ts'))).toBe(true);
    expect(writeEach(writes, 'unseen')).toEqual([false]);
  });

  test('a person may change that file, too, and others meanwhile', () => {
    const writes = createKnowing();
    expect(writeEach(writes, 'apart')).toEqual([true]);
    expect(writes.isWorthGraph(written('unseen', 'log.txt', 'src/a.ts'))).toBe(true);
  });

  test('files that a person saves one after the other are each worth a graph', () => {
    const writes = new OwnWrites();
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    expect(files.map((file) => writes.isWorthGraph(written('unseen', file)))).toEqual(files.map(() => true));
  });

  test('what is known to be written is no reason to begin a computation again', () => {
    expect(new OwnWrites().isKnown(['log.txt'])).toBe(false);
    expect(createKnowing().isKnown(['log.txt'])).toBe(true);
    expect(createKnowing().isKnown(['log.txt', 'src/a.ts'])).toBe(false);
  });
});
