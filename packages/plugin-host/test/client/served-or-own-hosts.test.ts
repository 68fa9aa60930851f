import type { HostLink } from '../../src/client/host-link';
import type * as Tested from '../../src/client/served-or-own-hosts';
import { hostSilent } from '../../src/errors/host-error-texts';

const SERVED = '../../src/client/find-served-host';
const connect = jest.fn<Promise<HostLink>, []>();
const records = jest.fn<object[], []>();
const openOwn = jest.fn<object, []>();
jest.doMock(SERVED, () => ({ ...jest.requireActual<object>(SERVED), connectServedHost: connect }));
jest.doMock('../../src/client/own-hosts', () => ({ ownHosts: openOwn }));
jest.doMock('../../src/discovery/host-record', () => ({ readRecords: records }));
const { servedOrOwnHosts } = jest.requireActual<typeof Tested>('../../src/client/served-or-own-hosts');

const link = (isOpen = true) => ({ isOpen }) as unknown as HostLink;
const own = link();
const ignore = () => undefined;

function createHosts() {
  const onUnused = jest.fn();
  const environment = { asking: {}, launched: () => ({}) };
  return { hosts: servedOrOwnHosts('/ws', environment, { defaults: {} }, onUnused), onUnused };
}

beforeEach(() => {
  jest.resetAllMocks();
  records.mockReturnValue([{}]);
  const open = () => Promise.resolve(own);
  openOwn.mockReturnValue({ isOwn: true, open, openFresh: open });
});

test('a host that is served is connected to once', async () => {
  const served = link();
  connect.mockResolvedValue(served);
  const { hosts } = createHosts();
  expect(await hosts.isServed(ignore)).toBe(true);
  expect(await hosts.open(ignore)).toBe(served);
  expect(connect).toHaveBeenCalledTimes(1);
});

test('one that says nothing is waited for once, then an own one is opened; the next time it is looked for', async () => {
  connect.mockRejectedValue(hostSilent('/ws', 1));
  const { hosts, onUnused } = createHosts();
  expect(await hosts.isServed(ignore)).toBe(false);
  expect(await hosts.open(ignore)).toBe(own);
  expect([connect.mock.calls.length, onUnused.mock.calls.length]).toEqual([1, 1]);
  await hosts.open(ignore);
  expect(connect).toHaveBeenCalledTimes(2);
});

test('one that has gone since is looked for again', async () => {
  const next = link();
  connect.mockResolvedValueOnce(link(false)).mockResolvedValueOnce(next);
  const { hosts } = createHosts();
  await hosts.isServed(ignore);
  expect(await hosts.open(ignore)).toBe(next);
});

test('without a record nobody connects', async () => {
  records.mockReturnValue([]);
  expect(await createHosts().hosts.isServed(ignore)).toBe(false);
  expect(connect).not.toHaveBeenCalled();
});
