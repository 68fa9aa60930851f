import { HostConnection } from '../../src/client/host-connection';
import { hostMismatch } from '../../src/errors/host-error-texts';
import type { HostApi } from '../../src/host/host-api';
import { FakeHosts } from '../support/fake-hosts';

test('a served host that turns out not to fit is asked once: the next link answers, also the first time', async () => {
  const hosts = new FakeHosts(false);
  const connection = new HostConnection('/ws', hosts, () => undefined);
  const refused = () => Promise.reject(hostMismatch('/ws', 7, 'its environment differs: ACME'));
  const asked: unknown[] = [];
  const ask = (api: HostApi) => {
    asked.push(api);
    if (asked.length > 1) return api.status({ start: false });
    hosts.hosts[0].isOpen = false;
    return refused();
  };
  expect(await connection.call(ask)).toEqual([]);
  expect(asked).toEqual(hosts.hosts.map(({ api }) => api));
  expect(asked).toHaveLength(2);
  // Whoever has no other host is told.
  await expect(connection.call(refused)).rejects.toMatchObject({ mismatch: 'its environment differs: ACME' });
});
