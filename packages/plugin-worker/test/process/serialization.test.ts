import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { launchWorker, type ModuleWorker } from '../support/built-package';
import { fixtures, rejectionOf } from '../support/launch-fixture';

interface Echo {
  echo(value: unknown): unknown;
  evaluate(expression: string): unknown;
}

const document = readFileSync(join(__dirname, '../../../../docs/serialization.md'), 'utf8');
const section = document.split('\n## ').find((text) => text.startsWith('Values'))!;
const rows = [...section.matchAll(/^\| `(.+?)` \| (?:`(.+?)`|\*(.+?)\*) \|/gm)].map(
  ([, given, arrives, fails]) => ({ given, arrives, fails }),
);
const evaluate = (expression: string): unknown => runInThisContext(`(${expression})`);

describe('docs/serialization.md', () => {
  let worker: ModuleWorker<Echo>;
  beforeAll(async () => {
    worker = await launchWorker<Echo>({ module: './echoes', root: fixtures });
  });
  afterAll(() => worker.stop());

  it('has rows', () => expect(rows.length).toBeGreaterThan(20));

  it.each(rows.filter(({ arrives }) => arrives))('$given arrives as $arrives', async ({ given, arrives }) => {
    // As JSON text, in which also __proto__ and the order of keys can be compared.
    const expected = JSON.stringify(evaluate(arrives));
    expect(JSON.stringify(await worker.api.echo(evaluate(given)))).toBe(expected);
    expect(JSON.stringify(await worker.api.evaluate(given))).toBe(expected);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });

  it.each(rows.filter(({ fails }) => fails))('$given: $fails, and the next one works', async ({ given }) => {
    const refused = { code: 'REQUEST_REFUSED' };
    expect(await rejectionOf(worker.api.echo(evaluate(given)))).toMatchObject(refused);
    expect(await rejectionOf(worker.api.evaluate(given))).toMatchObject(refused);
    expect(await worker.api.echo(1)).toBe(1);
  });
});
