import type { Capabilities } from '@plugin-isolation/plugin-worker';
import type { GraphForNx } from '../../src/host/graph-for-nx';
import { NxHost } from '../../src/nx-command/nx-host';
import { FakeHosts } from '../support/fake-hosts';
import { NOTHING_KNOWN } from '../support/nothing-known';

const LONG_MS = 60_000;

/** A host whose only plugin has these hooks, after a graph. `answers` holds back what is asked for. */
async function afterGraph(capabilities: Capabilities, { isOwn = true, isLetGo = true } = {}) {
  const hosts = new FakeHosts(isOwn);
  const plugins = [{ plugin: 'acme', index: 0, name: 'acme', capabilities }];
  const graph: GraphForNx = { errors: [], plugins, complete: { graph: {} as never, sourceMaps: {} } };
  const { open } = hosts;
  const answers: (() => void)[] = [];
  hosts.open = async (listener) => {
    const link = await open(listener);
    link.api.computeForNx = () => Promise.resolve(graph);
    link.api.runHook = () => new Promise((resolve) => answers.push(() => resolve({})));
    return link;
  };
  const host = new NxHost('/ws', hosts, { onEvent: () => undefined, isLetGo, known: NOTHING_KNOWN });
  await host.graph();
  return { host, hosts: hosts.hosts, answers };
}

describe('an idle host', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is let go, and the next question opens another one', async () => {
    const { host, hosts } = await afterGraph({ createNodes: '**' });
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(hosts.map(({ isReleased }) => isReleased)).toEqual([true]);
    await host.graph();
    expect(hosts.map(({ isReleased }) => isReleased)).toEqual([true, false]);
  });

  test.each([
    ['a plugin has a hook before tasks', { preTasksExecution: true as const }, {}],
    ['a plugin has a hook after tasks', { postTasksExecution: true as const }, {}],
    ['another process serves it', {}, { isOwn: false }],
    ['the command may write and ask again', {}, { isLetGo: false }],
  ])('stays if %s', async (_, capabilities, options) => {
    const { hosts } = await afterGraph(capabilities, options);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(hosts.map(({ isReleased }) => isReleased)).toEqual([false]);
  });

  test('is not idle while it is asked something', async () => {
    const { host, hosts, answers } = await afterGraph({ createNodes: '**' });
    const running = host.runHook(0, 'createNodes', []);
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(hosts[0].isReleased).toBe(false);
    answers[0]();
    await running;
    await jest.advanceTimersByTimeAsync(LONG_MS);
    expect(hosts[0].isReleased).toBe(true);
  });
});
