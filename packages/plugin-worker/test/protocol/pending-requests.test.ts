import { cancellable } from '../../src/protocol/cancellable';
import { PendingRequests, type Answered } from '../../src/protocol/pending-requests';

/** A request that waits, as a promise. */
function add(pending: PendingRequests) {
  const id = pending.nextId();
  const promise = new Promise((resolve, reject) => pending.add(id, 'stats', { resolve, reject }));
  return { id, promise };
}

describe('PendingRequests', () => {
  it('settles each request once, and by its id', async () => {
    const pending = new PendingRequests();
    const [first, second] = [add(pending), add(pending)];
    expect(pending.size).toBe(2);
    expect(pending.resolve(second.id, 'second')).toBe(true);
    expect(pending.resolve(second.id, 'again')).toBe(false);
    expect(pending.reject(first.id, new Error('no'))).toBe(true);
    await expect(first.promise).rejects.toThrow('no');
    await expect(second.promise).resolves.toBe('second');
    expect(pending.size).toBe(0);
  });

  it('rejects a result of another shape than the method has', async () => {
    const pending = new PendingRequests();
    const id = pending.nextId();
    const promise = new Promise((resolve, reject) => pending.add(id, 'observed', { resolve, reject }));
    expect(pending.resolve(id, 'not what was observed')).toBe(true);
    await expect(promise).rejects.toMatchObject({ code: 'INVALID_RESULT' });
  });

  it('knows nothing of an id that was never given out', () => {
    const pending = new PendingRequests();
    expect(pending.resolve(99, 1)).toBe(false);
    expect(pending.resolve(null, 1)).toBe(false);
    expect(pending.resolve('1', 1)).toBe(false);
  });

  it('rejects whatever is left', async () => {
    const pending = new PendingRequests();
    const promises = [1, 2, 3].map(() => add(pending).promise);
    pending.rejectAll(new Error('closed'));
    const reasons = (await Promise.allSettled(promises)).map((settled) => settled.status);
    expect(reasons).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('drops what is cancelled, and expects one late answer', () => {
    const pending = new PendingRequests();
    const { id } = add(pending);
    expect(pending.cancel(id)).toBe(true);
    expect(pending.cancel(id)).toBe(false);
    expect(pending.resolve(id, 'late')).toBe(false);
    expect(pending.wasCancelled(id)).toBe(true);
    expect(pending.wasCancelled(id)).toBe(false);
  });
});

describe('a cancellable request', () => {
  function begin(signal?: AbortSignal) {
    let answered!: Answered;
    const cancel = jest.fn();
    const send = (given: Answered) => {
      answered = given;
      return 7;
    };
    return { promise: cancellable({ signal, method: 'stats', send, cancel }), answered, cancel };
  }

  it('rejects with the reason of an aborted signal, and is cancelled once', async () => {
    const controller = new AbortController();
    const { promise, cancel } = begin(controller.signal);
    controller.abort(new Error('enough'));
    await expect(promise).rejects.toThrow('enough');
    expect(cancel.mock.calls).toEqual([[7]]);
  });

  it('is cancelled at once if the signal had aborted before', async () => {
    const { promise } = begin(AbortSignal.abort('text'));
    await expect(promise).rejects.toMatchObject({ message: 'stats was aborted', cause: 'text' });
  });

  it('leaves no listener on the signal when it was answered', async () => {
    const controller = new AbortController();
    const remove = jest.spyOn(controller.signal, 'removeEventListener');
    const { promise, answered, cancel } = begin(controller.signal);
    answered.resolve(1);
    await promise;
    expect(remove).toHaveBeenCalledTimes(1);
    controller.abort();
    expect(cancel).not.toHaveBeenCalled();
  });
});
