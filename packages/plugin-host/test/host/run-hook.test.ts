import type { PluginProxy } from '@plugin-isolation/plugin-worker';
import { fromAnswer, runHook, type HookAnswer } from '../../src/host/run-hook';
import type { Supervisor } from '../../src/workers/supervisor';
import { fakeSupervisor, fakeWorker } from '../support/fake-worker';

const CONTEXT = { workspaceRoot: '/ws', nxJsonConfiguration: {} };

/** Plugins of `nx.json`, in its order. */
function supervisors(...plugins: [entry: string, hooks: Partial<PluginProxy> | Error][]): Supervisor[] {
  return plugins.map(([entry, hooks], index) => {
    const launched = hooks instanceof Error ? hooks : fakeWorker({ name: 'own name', ...hooks });
    return Object.assign(fakeSupervisor(entry, launched), { entry: { plugin: entry, index } });
  });
}

/** Answers travel as JSON. */
const travel = (answer: HookAnswer) => fromAnswer(JSON.parse(JSON.stringify(answer)) as HookAnswer);

describe('one hook of one plugin', () => {
  test('is called by the name in nx.json, or by the position if that is there twice', async () => {
    const saying = (text: string) => ({ createMetadata: () => Promise.resolve({ [text]: {} }) });
    const all = supervisors(['acme', saying('first')], ['acme', saying('second')], ['b', saying('third')]);
    const call = async (plugin: string | number) =>
      travel(await runHook(all, { plugin, hook: 'createMetadata', args: [{}, CONTEXT] }));
    expect(await call('b')).toEqual({ third: {} });
    expect(await call('acme')).toEqual({ first: {} });
    expect(await call(1)).toEqual({ second: {} });
  });

  test('gets its arguments, and its function if it has a pattern', async () => {
    const createNodes = jest.fn(() => Promise.resolve([]));
    const all = supervisors(['acme', { createNodes: ['**', createNodes] }]);
    expect(travel(await runHook(all, { plugin: 0, hook: 'createNodes', args: [['a'], CONTEXT] }))).toEqual(
      [],
    );
    expect(createNodes).toHaveBeenCalledWith(['a'], CONTEXT);
  });

  test('that deletes variables says which, and one that gives nothing gives nothing', async () => {
    const all = supervisors([
      'acme',
      {
        preTasksExecution: () => Promise.resolve({ SET: '1', GONE: undefined }),
        postTasksExecution: () => Promise.resolve(),
      },
    ]);
    const changes = travel(
      await runHook(all, { plugin: 'acme', hook: 'preTasksExecution', args: [CONTEXT] }),
    );
    expect(Object.entries(changes as object)).toEqual([
      ['SET', '1'],
      ['GONE', undefined],
    ]);
    const answer = await runHook(all, { plugin: 'acme', hook: 'postTasksExecution', args: [CONTEXT] });
    expect(travel(answer)).toBeUndefined();
  });

  test('of a plugin or of a name that is not there is refused', async () => {
    const all = supervisors(['acme', {}]);
    const call = (plugin: string | number) => runHook(all, { plugin, hook: 'createMetadata', args: [] });
    await expect(call('acme')).rejects.toMatchObject({
      code: 'PLUGIN_UNKNOWN',
      message: expect.stringContaining('The plugin "acme" has no hook createMetadata.') as string,
    });
    await expect(call('other')).rejects.toThrow(
      'nx.json lists no plugin "other". Name one that it lists: acme.',
    );
    await expect(call(3)).rejects.toThrow('nx.json lists no plugin "number 3".');
  });

  test('of a plugin that did not load rejects as its launch did', async () => {
    const all = supervisors(['acme', new Error('it threw')]);
    await expect(runHook(all, { plugin: 0, hook: 'createNodes', args: [] })).rejects.toThrow('it threw');
  });
});
