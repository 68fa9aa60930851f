import { Watch } from '../../src/watch/watch';
import type { WatchEvent } from '../../src/watch/watch-event';
import { WriteTimes } from '../../src/watch/write-times';
import { FakeWatchedHost } from './watched-host';

let writtenAtMs = 0;

/** The clock, and when files were written, are what {@link startWatch} says. */
export function useWatchClock(): void {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    jest
      .spyOn(WriteTimes.prototype, 'take')
      .mockImplementation((files) => new Map(files.map((file) => [file, writtenAtMs])));
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });
}

/** Long after the last graph; while it is computed; soon after it. */
type By = 'person' | 'plugin' | 'late plugin';

/** A watch whose first graph is there, of one file. */
export async function startWatch(root = __dirname) {
  const host = new FakeWatchedHost(root);
  const events: WatchEvent[] = [];
  const watch = new Watch(host, (event) => events.push(event));
  host.files = { 'a.txt': '1' };
  await watch.compute();
  const take = () => events.splice(0);
  const edit = async (files: Record<string, string>, by: By = 'person') => {
    if (by === 'person') jest.advanceTimersByTime(60_000);
    writtenAtMs = Date.now() + { person: 0, plugin: -100, 'late plugin': 100 }[by];
    jest.advanceTimersByTime(200);
    Object.assign(host.files, files);
    await watch.onChange(Object.keys(files));
  };
  return { host, watch, take, edit };
}

export const named = (events: WatchEvent[]) => events.map(({ event }) => event);
