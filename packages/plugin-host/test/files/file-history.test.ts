import { FileHistory } from '../../src/files/file-history';
import { createSnapshot } from '../../src/files/file-snapshot';
import { fakePlugin, fakeWorker } from '../support/fake-worker';

const worker = () => fakeWorker(fakePlugin('acme'));

test('a worker whose index is the one before is told what changed', () => {
  const history = new FileHistory();
  const [known, late] = [worker(), worker()];
  const first = createSnapshot({ a: '1', b: '1', c: '1' });
  history.add(first);
  expect(history.changesFor(known)).toBeUndefined();
  const second = createSnapshot({ a: '1', b: '2', d: '1' });
  history.add(second);
  expect(history.changesFor(known)).toEqual({ changed: ['d', 'b'], deleted: ['c'], digest: second.digest });
  expect(history.changesFor(late)).toBeUndefined();
});

test('a worker that missed a graph is told nothing, and makes its index again', () => {
  const history = new FileHistory();
  const one = worker();
  history.add(createSnapshot({ a: '1' }));
  history.changesFor(one);
  history.add(createSnapshot({ a: '2' }));
  history.add(createSnapshot({ a: '3' }));
  expect(history.changesFor(one)).toBeUndefined();
  history.add(createSnapshot({ a: '4' }));
  expect(history.changesFor(one)).toMatchObject({ changed: ['a'] });
});

test('nobody is told of more than 1,000 files', () => {
  const history = new FileHistory();
  const one = worker();
  history.add(createSnapshot({}));
  history.changesFor(one);
  history.add(createSnapshot(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`${at}`, '1']))));
  expect(history.changesFor(one)).toBeUndefined();
});
