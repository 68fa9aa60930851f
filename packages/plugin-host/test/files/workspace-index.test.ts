import { utimesSync, writeFileSync } from 'node:fs';
import { WorkspaceIndex } from '../../src/files/workspace-index';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

let directory: TempDirectory;
beforeEach(() => (directory = createTempDirectory({ 'a.json': '{}' })));
afterEach(() => directory[Symbol.dispose]());

/** An Nx whose index says what `files` says at the time of the index. */
function createNx(files: Record<string, string>) {
  const calls: string[] = [];
  let indexed = {};
  return {
    calls,
    files,
    indexFiles: () => {
      calls.push('index');
      indexed = { ...files };
    },
    listFiles: () => {
      calls.push('list');
      return Promise.resolve(indexed);
    },
    forgetKeptHashes: () => void calls.push('forget'),
    hashFile: () => null,
  };
}

/** Long before the index: nothing about it is uncertain. */
function makeOld(file: string): void {
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(directory.path(file), longAgo, longAgo);
}

test('an index is listed once, and only if somebody asks', async () => {
  makeOld('a.json');
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  await index.with(nx, () => Promise.resolve());
  expect(nx.calls).toEqual(['index']);
  expect(await index.current()).toMatchObject({ files: { 'a.json': '1' } });
  const snapshots = await new WorkspaceIndex(directory.root).with(nx, async (take) => [
    await take(),
    await take(),
  ]);
  expect(snapshots[0]).toBe(snapshots[1]);
  expect(nx.calls.filter((call) => call === 'list')).toHaveLength(2);
});

test('an index of the same request is taken, and one from before it is not', async () => {
  makeOld('a.json');
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  const startedAt = performance.now();
  await index.with(nx, (take) => take());
  await index.with(nx, (take) => take(), startedAt);
  expect(nx.calls).toEqual(['index', 'list']);
  await index.with(nx, (take) => take(), performance.now());
  expect(nx.calls).toEqual(['index', 'list', 'index', 'list']);
});

test('an index that something else than Nx has made is not taken: hooks ask Nx', async () => {
  makeOld('a.json');
  const [native, nx] = [createNx({ 'a.json': '1' }), createNx({ 'a.json': '1' })];
  const index = new WorkspaceIndex(directory.root);
  const startedAt = performance.now();
  await index.with(native, (take) => take());
  await index.with(nx, (take) => take(), startedAt);
  expect([native.calls, nx.calls]).toEqual([
    ['index', 'list'],
    ['index', 'list'],
  ]);
});

test('a clock that is set back makes no index younger', async () => {
  makeOld('a.json');
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  await index.with(nx, (take) => take());
  const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  try {
    await index.with(nx, (take) => take());
  } finally {
    clock.mockRestore();
  }
  expect(nx.calls.filter((call) => call === 'index')).toHaveLength(2);
});

test('the second index hashes every file if one was modified in the second of the first one', async () => {
  const callsOfThree = async () => {
    const nx = createNx({ 'a.json': '1' });
    const index = new WorkspaceIndex(directory.root);
    for (let time = 0; time < 3; time++) {
      await index.with(nx, (take) => take());
      if (time === 1) makeOld('a.json');
    }
    return nx.calls;
  };
  const withRecent = await callsOfThree();
  expect(withRecent.slice(0, 5)).toEqual(['index', 'list', 'forget', 'index', 'list']);
  expect(await callsOfThree()).toEqual(['index', 'list', 'index', 'list', 'index', 'list']);
});

test('what is kept is removed after an index that has a file of the same second, also if the work failed', async () => {
  makeOld('a.json');
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  for (let time = 0; time < 2; time++) await index.with(nx, (take) => take());
  nx.calls.length = 0;
  writeFileSync(directory.path('a.json'), '{ }');
  nx.files['a.json'] = '2';
  const failing = index.with(nx, async (take) => {
    await take();
    nx.calls.push('hooks');
    throw new Error('no graph');
  });
  await expect(failing).rejects.toThrow('no graph');
  expect(nx.calls).toEqual(['index', 'list', 'hooks', 'forget']);
  // It stays uncertain until it is older than the index.
  makeOld('a.json');
  nx.calls.length = 0;
  await index.with(nx, (take) => take());
  expect(nx.calls).toEqual(['index', 'list']);
});

test('an index that was begun is taken; one that nobody took leaves no hashes to the next, even if it failed', async () => {
  makeOld('a.json');
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  const since = performance.now();
  index.begin(nx);
  await index.with(nx, (take) => take(), since);
  expect(nx.calls).toEqual(['index', 'list']);
  const { listFiles } = nx;
  nx.listFiles = () => Promise.reject(new Error('not now'));
  index.begin(nx);
  index.begin(nx);
  const asked = index.with(nx, (take) => ((nx.listFiles = listFiles), take()));
  nx.calls.length = 0;
  nx.files['a.json'] = '2';
  expect(await asked).toMatchObject({ files: { 'a.json': '2' } });
  expect(nx.calls).toEqual(['forget', 'index', 'list']);
});

test('files are untouched if none was written since the index was made, not even with the same content', async () => {
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  const untouched = async () => {
    await index.with(nx, (take) => take());
    return index.untouched(0, nx.hashFile)();
  };
  // The kernel's clock ticks, until the file is older than an index.
  while (!(await untouched())) continue;
  const isUntouched = index.untouched(Date.now(), () => '1');
  expect(isUntouched()).toBe(true);
  writeFileSync(directory.path('a.json'), '{}');
  expect(isUntouched()).toBe(false);
});

test('a file that was written just when the index was made is untouched if it has the hash that the index has', async () => {
  const nx = createNx({ 'a.json': '1' });
  const index = new WorkspaceIndex(directory.root);
  writeFileSync(directory.path('a.json'), '{ }');
  await index.with(nx, (take) => take());
  const later = Date.now() + 1000;
  expect(index.untouched(later, () => '1')()).toBe(true);
  expect(index.untouched(later, () => '2')()).toBe(false);
  // Somebody may have read it before it was written.
  expect(index.untouched(Date.now() - 1000, () => '1')()).toBe(false);
});
