import { named, startWatch, useWatchClock } from '../support/start-watch';

useWatchClock();

describe('a plugin that writes into the workspace', () => {
  test('gets three graphs for it; the file is named once', async () => {
    const { host, take, edit } = await startWatch();
    take();
    for (const content of ['2', '3', '4', '5', '6']) await edit({ 'a.txt': content }, 'plugin');
    const events = take();
    expect(named(events)).toEqual(['changed', 'graph', 'changed', 'graph', 'ignored']);
    expect(events.at(-1)).toEqual({ event: 'ignored', files: ['a.txt'] });
    expect(host.graphCount).toBe(3);
  });

  test('and if it writes late: the last graph is held back, and told before what comes next', async () => {
    const { host, take, edit } = await startWatch();
    take();
    for (const content of ['2', '3']) await edit({ 'a.txt': content }, 'late plugin');
    expect(named(take())).toEqual(['changed', 'graph', 'changed']);
    await edit({ 'a.txt': '4' }, 'late plugin');
    expect(named(take())).toEqual(['graph', 'ignored']);
    await edit({ 'a.txt': '5' }, 'late plugin');
    expect(take()).toEqual([]);
    expect(host.graphCount).toBe(3);
  });

  test('a script that edits a file as soon as it is told of a graph is no plugin', async () => {
    const { take, edit } = await startWatch();
    take();
    for (const content of ['2', '3', '4', '5', '6', '7']) {
      await edit({ 'a.txt': content }, 'late plugin');
      // It hears of some graphs a second later.
      jest.advanceTimersByTime(1000);
      expect(named(take())).toEqual(['changed', 'graph']);
    }
  });

  test('a client that waits for the graph gets it at once, and may edit the file then', async () => {
    const { host, take, edit } = await startWatch();
    for (const content of ['2', '3']) await edit({ 'a.txt': content }, 'late plugin');
    take();
    host.files['b.txt'] = '1';
    host.answerClient();
    expect(named(take())).toEqual(['graph', 'changed', 'graph']);
    await edit({ 'a.txt': '4' }, 'late plugin');
    expect(named(take())).toEqual(['changed', 'graph']);
  });

  test('what is held back is told before the end', async () => {
    const { watch, take, edit } = await startWatch();
    for (const content of ['2', '3']) await edit({ 'a.txt': content }, 'late plugin');
    take();
    watch.end();
    jest.advanceTimersByTime(5000);
    expect(named(take())).toEqual(['graph']);
  });

  test('a change of that file at another time is a person’s', async () => {
    const { take, edit } = await startWatch();
    for (const content of ['2', '3', '4']) await edit({ 'a.txt': content }, 'plugin');
    take();
    await edit({ 'a.txt': '5' });
    expect(named(take())).toEqual(['changed', 'graph']);
  });
});
