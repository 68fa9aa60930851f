import { launchWorker } from '../support/built-package';
import { fixtures, launchFixture, rejectionOf } from '../support/launch-fixture';

const text =
  '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1},"then":1}';
const hostile = () => JSON.parse(text) as never;
/** Own keys in their order, `__proto__` among them. */
const asText = (value: unknown) => JSON.stringify(value);

describe('keys such as __proto__ and constructor', () => {
  const before = Reflect.ownKeys(Object.prototype);
  afterEach(() => {
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['socket', 'lifeline'] as const)('B05 are data on both sides, over the %s', async (transport) => {
    const { worker, plugin } = await launchFixture('has-hostile-keys', { options: hostile(), transport });
    const [[, , nodes]] = await plugin.createNodes![1](['a'], hostile());
    expect(asText(nodes)).toBe(`{"options":${text},"context":${text},"answer":${text},"isPolluted":false}`);
    const metadata = (await plugin.createMetadata!(hostile(), hostile())) as Record<string, unknown>;
    expect(asText(metadata)).toBe(`${text.slice(0, -1)},"echo":${text}}`);
    const error = await rejectionOf(plugin.createDependencies!(hostile()));
    expect(error).toBeInstanceOf(Error);
    expect(Object.keys(error).filter((key) => key in error)).toEqual(
      expect.arrayContaining(['__proto__', 'constructor', 'polluted']),
    );
    expect(asText((error.cause as { field: unknown }).field)).toBe(text);
    const changes = await plugin.preTasksExecution!(hostile());
    expect(Object.entries(changes).sort()).toEqual([
      ['__proto__', 'polluted'],
      ['constructor', 'polluted'],
    ]);
    expect(await plugin.preTasksExecution!(hostile())).toEqual(changes);
    await worker.stop();
  });

  it('B05 are names of functions where a module exports such', async () => {
    const module = './has-hostile-functions.js';
    const worker = await launchWorker<Record<string, (...args: unknown[]) => unknown>>({
      module,
      root: fixtures,
    });
    const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'];
    expect(Object.keys(worker.api).sort()).toEqual([...names].sort());
    for (const name of names) {
      const fn = Object.getOwnPropertyDescriptor(worker.api, name)!.value as (...args: unknown[]) => unknown;
      expect(await fn(1)).toEqual([name, 1, 'clean']);
    }
    await worker.stop();
  });
});
