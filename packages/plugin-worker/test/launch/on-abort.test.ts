import { getEventListeners } from 'node:events';
import { onAbort } from '../../src/launch/on-abort';

describe('onAbort', () => {
  it('B13 adds one listener for all, and takes it away with the last', () => {
    const { signal } = new AbortController();
    const ends = Array.from({ length: 30 }, () => onAbort(signal, () => undefined));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    ends.slice(1).forEach((end) => end());
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    ends[0]();
    ends[0]();
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('does each act that was not taken back, and serves a signal again that had none left', () => {
    const controller = new AbortController();
    const done: string[] = [];
    onAbort(controller.signal, () => done.push('taken back'))();
    onAbort(controller.signal, () => done.push('first'));
    onAbort(controller.signal, () => done.push('second'));
    controller.abort();
    expect(done).toEqual(['first', 'second']);
  });
});
