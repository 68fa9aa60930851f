import { mkdirSync, renameSync } from 'node:fs';
import { createSnapshot } from '../../src/files/file-snapshot';
import { createTempDirectory } from '../support/temp-directory';
import { named, startWatch, useWatchClock } from '../support/start-watch';

useWatchClock();

describe('a watch', () => {
  test('tells the first graph without a difference', async () => {
    const { take } = await startWatch();
    expect(take()).toEqual([
      {
        event: 'graph',
        elapsedMs: 7,
        projects: 1,
        dependencies: 0,
        externalNodes: 0,
        workers: { kept: [], restarted: [], started: ['acme'], stopped: [] },
        errors: [],
      },
    ]);
  });

  test('has a graph computed for what changed by content, and tells how it differs', async () => {
    const { host, take, edit } = await startWatch();
    take();
    await edit({ 'a.txt': '1' });
    expect(take()).toEqual([]);
    host.runningWorkers = [{ plugin: 'acme', pid: 2 }];
    await edit({ 'a.txt': '2', 'b.txt': '1' });
    const files = { created: ['b.txt'], edited: ['a.txt'], deleted: [] };
    expect(take()).toMatchObject([
      { event: 'changed', files, configuration: false },
      {
        event: 'graph',
        workers: { restarted: ['acme'] },
        difference: { projects: { added: ['b.txt'], removed: [], changed: ['a.txt'] } },
      },
    ]);
    expect(host.graphCount).toBe(2);
  });

  test('sees that a file was edited without an index of all; that one was made or deleted, with one', async () => {
    const { host, edit } = await startWatch();
    const takeSnapshot = jest.spyOn(host, 'takeSnapshot');
    await edit({ 'a.txt': '2' });
    expect([host.graphCount, takeSnapshot.mock.calls.length]).toEqual([2, 0]);
    await edit({ 'b.txt': '1' });
    expect([host.graphCount, takeSnapshot.mock.calls.length]).toEqual([3, 1]);
    delete host.files['b.txt'];
    await edit({});
    expect([host.graphCount, takeSnapshot.mock.calls.length]).toEqual([4, 2]);
  });

  test('has one computed for another configuration, though no file has changed', async () => {
    const { host, watch, take } = await startWatch();
    take();
    host.hasOtherConfiguration = true;
    await watch.onChange(['nx.json']);
    expect(take()).toMatchObject([
      { event: 'changed', files: { created: [], edited: [], deleted: [] }, configuration: true },
      { event: 'graph' },
    ]);
  });

  test('tells the graph that a client asked for, and the change that it was the first to see', async () => {
    const { host, watch, take } = await startWatch();
    take();
    host.files['a.txt'] = '2';
    host.answerClient();
    expect(take()).toMatchObject([{ event: 'changed', files: { edited: ['a.txt'] } }, { event: 'graph' }]);
    await watch.onChange(['a.txt']);
    expect(take()).toEqual([]);
  });
});

describe('a computation that runs', () => {
  test('is out of date if a file that it began with was edited', async () => {
    const { host, watch } = await startWatch();
    host.isComputing = true;
    await watch.onChange(['new.txt']);
    expect(host.invalidate).not.toHaveBeenCalled();
    host.stale = ['a.txt'];
    await watch.onChange(['a.txt', 'new.txt']);
    expect(host.invalidate).toHaveBeenCalledTimes(1);
  });

  test('goes on if the file is one that a plugin writes each time', async () => {
    const { host, edit } = await startWatch();
    for (const content of ['2', '3', '4']) await edit({ 'a.txt': content }, 'plugin');
    host.isComputing = true;
    host.stale = ['a.txt'];
    await edit({ 'a.txt': '5' }, 'plugin');
    expect(host.invalidate).not.toHaveBeenCalled();
  });
});

describe('what fails', () => {
  test('a computation: with its code, and the next change is answered', async () => {
    const { host, take, edit } = await startWatch();
    take();
    host.compute = () =>
      Promise.reject(Object.assign(new Error('nx.json:1:1'), { code: 'CONFIGURATION_INVALID' }));
    await edit({ 'a.txt': '2' });
    expect(take().at(-1)).toEqual({ event: 'failed', code: 'CONFIGURATION_INVALID', message: 'nx.json:1:1' });
    host.compute = () => Promise.resolve();
    await edit({ 'a.txt': '3' });
    expect(named(take())).toEqual(['changed', 'graph']);
  });

  test('a look at the files', async () => {
    const { host, take, edit } = await startWatch();
    take();
    host.takeSnapshot = () => Promise.reject(new Error('no nx'));
    await edit({ 'b.txt': '1' });
    expect(take()).toEqual([{ event: 'failed', message: 'no nx' }]);
  });

  test('a report of a graph, which its client gets all the same', async () => {
    const { host, take } = await startWatch();
    take();
    const computed = { graph: {}, errors: [], timings: { totalMs: 1, hooks: [] } } as never;
    const snapshot = createSnapshot({});
    expect(() => host.events.tell({ type: 'graph', computed, snapshot })).not.toThrow();
    expect(named(take())).toEqual(['changed', 'failed']);
  });

  test('the workspace: another directory in its place ends the watch', async () => {
    using directory = createTempDirectory({ 'ws/nx.json': '{}' });
    const root = directory.path('ws');
    const { watch, take, edit } = await startWatch(root);
    take();
    renameSync(root, directory.path('elsewhere'));
    mkdirSync(root);
    await edit({ 'a.txt': '2' });
    expect(take()).toMatchObject([{ event: 'failed', code: 'ROOT_NOT_FOUND' }]);
    expect(await watch.gone).toBe('gone');
    await edit({ 'a.txt': '3' });
    expect(take()).toEqual([]);
  });

  test('nothing is told after the end', async () => {
    const { host, watch, take, edit } = await startWatch();
    take();
    watch.end();
    await edit({ 'a.txt': '2' });
    host.answerClient();
    expect(take()).toEqual([]);
  });
});
