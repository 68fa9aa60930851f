import { AFTERMATH_MS, OwnWrites } from '../../src/watch/own-writes';

const LATER = AFTERMATH_MS + 1;

describe('OwnWrites', () => {
  test('B64 a file that is written whenever a graph is computed comes to an end', () => {
    const writes = new OwnWrites();
    const worth = [0, 0, 0, 0, 0].map((sinceMs) => writes.isWorthGraph(['log.txt'], sinceMs));
    expect(worth).toEqual([true, true, false, false, false]);
  });

  test('what was found out stays known after the change of a person', () => {
    const writes = new OwnWrites();
    for (let i = 0; i < 4; i++) writes.isWorthGraph(['log.txt'], 0);
    expect(writes.isWorthGraph(['src/a.ts'], LATER)).toBe(true);
    expect(writes.isWorthGraph(['log.txt'], 0)).toBe(false);
  });

  test('a person may change that file, too, and others meanwhile', () => {
    const writes = new OwnWrites();
    for (let i = 0; i < 4; i++) writes.isWorthGraph(['log.txt'], 0);
    expect(writes.isWorthGraph(['log.txt'], LATER)).toBe(true);
    expect(writes.isWorthGraph(['log.txt', 'src/a.ts'], 0)).toBe(true);
  });

  test('files that a person saves one after the other are each worth a graph', () => {
    const writes = new OwnWrites();
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'];
    expect(files.map((file) => writes.isWorthGraph([file], 10))).toEqual(files.map(() => true));
  });

  test('what is known to be written is no reason to begin a computation again', () => {
    const writes = new OwnWrites();
    writes.isWorthGraph(['log.txt'], 0);
    expect(writes.isKnown(['log.txt'])).toBe(false);
    for (let i = 0; i < 3; i++) writes.isWorthGraph(['log.txt'], 0);
    expect(writes.isKnown(['log.txt'])).toBe(true);
    expect(writes.isKnown(['log.txt', 'src/a.ts'])).toBe(false);
  });
});
