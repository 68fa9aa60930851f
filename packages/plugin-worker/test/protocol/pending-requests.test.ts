import { PendingRequests } from '../../src/protocol/pending-requests';

const noop = () => undefined;

describe('PendingRequests', () => {
  it('settles each request once, and by its id', async () => {
    const pending = new PendingRequests();
    const first = pending.add('stats', undefined, noop);
    const second = pending.add('stats', undefined, noop);
    expect(pending.size).toBe(2);
    expect(pending.resolve(second.id, 'second')).toBe(true);
    expect(pending.resolve(second.id, 'again')).toBe(false);
    expect(pending.reject(first.id, new Error('no'))).toBe(true);
    await expect(first.promise).rejects.toThrow('no');
    await expect(second.promise).resolves.toBe('second');
    expect(pending.size).toBe(0);
  });

  it('knows nothing of an id that was never given out', () => {
    const pending = new PendingRequests();
    expect(pending.resolve(99, 1)).toBe(false);
    expect(pending.resolve(null, 1)).toBe(false);
    expect(pending.resolve('1', 1)).toBe(false);
  });

  it('rejects whatever is left', async () => {
    const pending = new PendingRequests();
    const promises = [1, 2, 3].map(() => pending.add('stats', undefined, noop).promise);
    pending.rejectAll(new Error('closed'));
    const reasons = (await Promise.allSettled(promises)).map((settled) => settled.status);
    expect(reasons).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('rejects with the reason of an aborted signal, tells the peer once, and expects one late answer', async () => {
    const pending = new PendingRequests();
    const controller = new AbortController();
    const onCancel = jest.fn();
    const { id, promise } = pending.add('stats', controller.signal, onCancel);
    controller.abort(new Error('enough'));
    await expect(promise).rejects.toThrow('enough');
    expect(onCancel).toHaveBeenCalledTimes(1);
    expect(pending.resolve(id, 'late')).toBe(false);
    expect(pending.wasCancelled(id)).toBe(true);
    expect(pending.wasCancelled(id)).toBe(false);
  });

  it('cancels at once where the signal had aborted before', async () => {
    const pending = new PendingRequests();
    const { promise } = pending.add('stats', AbortSignal.abort('text'), noop);
    await expect(promise).rejects.toMatchObject({ message: 'stats was aborted', cause: 'text' });
  });

  it('leaves no listener on the signal of a request that was answered', async () => {
    const pending = new PendingRequests();
    const controller = new AbortController();
    const remove = jest.spyOn(controller.signal, 'removeEventListener');
    const onCancel = jest.fn();
    const { id, promise } = pending.add('stats', controller.signal, onCancel);
    pending.resolve(id, 1);
    await promise;
    expect(remove).toHaveBeenCalledTimes(1);
    controller.abort();
    expect(onCancel).not.toHaveBeenCalled();
  });
});
