import { HostClosedError } from '../../src/errors/errors';
import { createClient, FakeHosts } from '../support/fake-hosts';

const nxChanged = () =>
  Promise.reject(Object.assign(new Error('another nx'), { name: 'WorkspaceError', code: 'NX_CHANGED' }));

/** Answers when it is told to. */
function heldBack(hosts: FakeHosts) {
  const answers: (() => void)[] = [];
  const { compute } = hosts;
  hosts.compute = () => new Promise((resolve) => answers.push(() => resolve(compute())));
  return { answers, answerAll: () => answers.splice(0).forEach((answer) => answer()) };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the host process that a client asks', () => {
  test('one is opened for all requests', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    expect(await client.computeProjectGraph()).toMatchObject({ number: 1 });
    expect(await client.computeProjectGraph()).toMatchObject({ number: 2 });
    await client.status();
    expect(hosts.hosts).toHaveLength(1);
  });

  test('callers at the same time share one computation', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.start();
    const [one, other] = await Promise.all([client.computeProjectGraph(), client.computeProjectGraph()]);
    expect(one).toBe(other);
    expect(hosts.graphCount).toBe(1);
  });

  test('one that is gone is opened again, once for callers at the same time', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.start();
    hosts.hosts[0].isOpen = false;
    await Promise.all([client.computeProjectGraph(), client.status(), client.status()]);
    expect(hosts.hosts).toHaveLength(2);
  });

  test('one that could not be opened is opened again with the next request', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    const { open } = hosts;
    hosts.open = () => Promise.reject(new Error('no room'));
    await expect(client.computeProjectGraph()).rejects.toThrow('no room');
    hosts.open = open;
    expect(await client.computeProjectGraph()).toMatchObject({ number: 1 });
  });

  test('one of ours that has another nx loaded is replaced, once per request', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    const { compute } = hosts;
    hosts.compute = nxChanged;
    await client.start();
    hosts.compute = compute;
    expect(await client.computeProjectGraph()).toMatchObject({ number: 1 });
    expect(hosts.hosts.map(({ isReleased }) => isReleased)).toEqual([true, false]);

    hosts.hosts[1].api.computeProjectGraph = nxChanged;
    hosts.compute = nxChanged;
    await expect(client.computeProjectGraph()).rejects.toMatchObject({ code: 'NX_CHANGED' });
    expect(hosts.hosts).toHaveLength(3);
  });

  test('a served one that has another nx loaded is not ours to replace', async () => {
    const hosts = new FakeHosts(false);
    hosts.compute = nxChanged;
    const client = createClient(hosts);
    await expect(client.computeProjectGraph()).rejects.toMatchObject({ code: 'NX_CHANGED' });
    expect(hosts.hosts).toHaveLength(1);
  });
});

describe('fresh', () => {
  test('waits for the calls before it; those at the same time share one new host process', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    const { answers, answerAll } = heldBack(hosts);
    const before = client.computeProjectGraph();
    await until(() => answers.length === 1);
    const fresh = [client.computeProjectGraph({ fresh: true }), client.computeProjectGraph({ fresh: true })];
    await new Promise((resolve) => setImmediate(resolve));
    expect(hosts.hosts).toHaveLength(1);
    answerAll();
    expect(await before).toMatchObject({ number: 1 });
    await until(() => answers.length === 1);
    answerAll();
    expect(await Promise.all(fresh)).toMatchObject([{ number: 2 }, { number: 2 }]);
    expect(hosts.hosts.map(({ isFresh, isReleased }) => ({ isFresh, isReleased }))).toEqual([
      { isFresh: false, isReleased: true },
      { isFresh: true, isReleased: false },
    ]);
  });

  test('of a served host: a host process beside it, which is released', async () => {
    const hosts = new FakeHosts(false);
    const client = createClient(hosts);
    await client.start();
    await client.computeProjectGraph({ fresh: true });
    expect(hosts.hosts.map(({ isFresh, isReleased }) => ({ isFresh, isReleased }))).toEqual([
      { isFresh: false, isReleased: false },
      { isFresh: true, isReleased: true },
    ]);
  });
});

describe('close', () => {
  test('releases the host; nothing is opened any more', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.start();
    await client.close();
    await client.close();
    expect(hosts.hosts.map(({ isReleased }) => isReleased)).toEqual([true]);
    for (const ask of [
      () => client.computeProjectGraph(),
      () => client.status(),
      () => client.status({ start: false }),
    ])
      await expect(ask()).rejects.toBeInstanceOf(HostClosedError);
    await expect(client.computeProjectGraph({ fresh: true })).rejects.toBeInstanceOf(HostClosedError);
    expect(hosts.hosts).toHaveLength(1);
  });

  test('while a host is being replaced: the new one is not opened', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.start();
    const fresh = client.computeProjectGraph({ fresh: true });
    await client.close();
    await expect(fresh).rejects.toBeInstanceOf(HostClosedError);
    expect(hosts.hosts).toHaveLength(1);
  });
});

describe('signal', () => {
  test('ends the wait, and the host goes on', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    const { answers, answerAll } = heldBack(hosts);
    const aborting = new AbortController();
    const waiting = client.computeProjectGraph({ signal: aborting.signal });
    await until(() => answers.length === 1);
    aborting.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    answerAll();
    await until(() => hosts.graphCount === 1);
  });
});

describe('a hook outside of a graph', () => {
  test('is asked of the host, and what it deleted is there as undefined', async () => {
    const hosts = new FakeHosts();
    const client = createClient(hosts);
    await client.start();
    const asked: unknown[] = [];
    hosts.hosts[0].api.runHook = (request) => (
      asked.push(request),
      Promise.resolve({ result: { SET: '1' }, deleted: ['GONE'] })
    );
    const context = { workspaceRoot: '/ws', nxJsonConfiguration: {} };
    const changes = await client.runHook('acme', 'preTasksExecution', context);
    expect(Object.entries(changes)).toEqual([
      ['SET', '1'],
      ['GONE', undefined],
    ]);
    expect(asked).toEqual([{ plugin: 'acme', hook: 'preTasksExecution', args: [context] }]);
  });

  test('needs a plugin and the name of a hook', async () => {
    const client = createClient(new FakeHosts());
    await expect(client.runHook('', 'createMetadata', {} as never, {} as never)).rejects.toMatchObject({
      code: 'ARGUMENTS_INVALID',
    });
    const call = client.runHook.bind(client) as (...args: unknown[]) => Promise<unknown>;
    await expect(call('acme', 'createNothing')).rejects.toMatchObject({
      code: 'ARGUMENTS_INVALID',
    });
  });
});
