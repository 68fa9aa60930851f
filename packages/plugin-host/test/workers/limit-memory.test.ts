import type { HostConfiguration } from '../../src/config/host-configuration';
import { limitMemory } from '../../src/workers/limit-memory';
import { createSupervised, entryOf, launchConfiguration } from '../support/supervised';

const NAMES = ['a.js', 'b.js', 'c.js'];

/** Three workers of 10, 20 and 30 MiB; the first one has been idle for longest. */
async function createThree() {
  const it = createSupervised(Object.fromEntries(NAMES.map((name) => [name, ''])));
  const supervisors = NAMES.map((name, index) => it.create(entryOf(`./${name}`, index)));
  for (const [index, supervisor] of supervisors.entries()) {
    await supervisor.worker();
    it.launcher.last.memoryMiB = 10 * (index + 1);
    supervisor.lastUsedMs = index;
  }
  const limit = async (totalMemoryMiB?: number, ownMiB: (number | undefined)[] = []) => {
    const launches = NAMES.map((_, index) => launchConfiguration({ memoryMiB: ownMiB[index] }));
    await limitMemory(supervisors, { totalMemoryMiB, launches } as HostConfiguration);
    return supervisors.map(({ isRunning }) => isRunning);
  };
  return { ...it, supervisors, limit };
}

describe('B70 limitMemory', () => {
  test('without a limit nobody is asked or stopped', async () => {
    using it = await createThree();
    for (const worker of it.launcher.workers) worker.stats = () => Promise.reject(new Error('asked'));
    expect(await it.limit()).toEqual([true, true, true]);
  });

  test('above the limit for all, those go that have been idle for longest', async () => {
    using it = await createThree();
    expect(await it.limit(55)).toEqual([false, true, true]);
    expect(it.launcher.workers.map(({ stops }) => stops)).toEqual([1, 0, 0]);
  });

  test('a worker above its own limit goes, and the next request starts a new one', async () => {
    using it = await createThree();
    expect(await it.limit(undefined, [undefined, undefined, 25])).toEqual([true, true, false]);
    expect(await it.supervisors[2].worker()).toMatchObject({ generation: 2 });
  });

  test('one that is not there holds nothing, and is not started for that', async () => {
    using it = await createThree();
    await it.supervisors[0].release();
    expect(await it.limit(50)).toEqual([false, true, true]);
    expect(it.launcher.launches).toHaveLength(3);
  });
});
