import { context, graph, launchFixture, rejectionOf } from '../support/launch-fixture';

const fileMap = { projectFileMap: {}, nonProjectFiles: [] };
const dependenciesContext = {
  ...context,
  projects: { a: { root: 'a' } },
  externalNodes: {},
  fileMap,
  filesToProcess: fileMap,
};
const env = { DELETED_BY_PLUGIN: 'there' };

describe('a launched plugin', () => {
  it('B55 B40 serves all five hooks with its options bound, and shows what each prints', async () => {
    const { worker, plugin, logs, linesOf } = await launchFixture('every-hook', {
      options: { prefix: 'p-' },
      env,
    });
    expect(worker).toMatchObject({
      name: 'every-hook',
      state: 'ready',
      loader: { kind: 'node' },
    });
    expect(worker.pid).not.toBe(process.pid);
    expect(plugin.createNodes![0]).toBe('**/thing.json');
    expect(await plugin.createNodes![1](['a'], context)).toEqual([
      ['every-hook', 'a', { projects: { a: { name: 'p-a', root: '/workspace' } } }],
    ]);
    expect(await plugin.createDependencies!(dependenciesContext)).toEqual([
      { source: 'p-', target: 'a', type: 'static' },
    ]);
    expect(await plugin.createMetadata!(graph(), context)).toEqual({ a: { metadata: { prefix: 'p-' } } });
    const changes = await plugin.preTasksExecution!({ ...context, id: 'run1' });
    expect(changes).toEqual({ SET_BY_PLUGIN: 'p-run1', DELETED_BY_PLUGIN: undefined });
    expect(Object.keys(changes)).toContain('DELETED_BY_PLUGIN');
    expect(await plugin.postTasksExecution!({ ...context })).toBeUndefined();
    const hooks = [
      'createNodes',
      'createDependencies',
      'createMetadata',
      'preTasksExecution',
      'postTasksExecution',
    ];
    await worker.stop();
    expect(linesOf('stdout')).toEqual(hooks.flatMap((hook) => [`${hook} says one`, `${hook} says two`]));
    expect(linesOf('stderr')).toEqual(hooks.map((hook) => `${hook} complains`));
    expect(new Set(logs.map((log) => `${log.plugin} ${log.pid}`))).toEqual(
      new Set([`every-hook ${worker.pid}`]),
    );
  });

  it('B55 sees the same environment in a second preTasksExecution', async () => {
    const { worker, plugin } = await launchFixture('every-hook', { options: { prefix: 'p-' }, env });
    await plugin.preTasksExecution!({ ...context, id: 'same' });
    const changes = await plugin.preTasksExecution!({ ...context, id: 'same' });
    expect(changes).toEqual({ SET_BY_PLUGIN: 'p-same', DELETED_BY_PLUGIN: undefined });
    await worker.stop();
  });

  it('B55 tells what a plugin touches, also if that is the same here, and no variable is "undefined"', async () => {
    const env = { SAME: 'as it was', UNSET: '1', GONE: '1' };
    const { worker, plugin } = await launchFixture('around-tasks', { env });
    const changes = await plugin.preTasksExecution!({ ...context, id: 'one' });
    expect(changes).toEqual({
      ...{ SAME: 'as it was', OWN: 'one' },
      ...{ UNSET: undefined, GONE: undefined, NOT_HERE: undefined },
    });
    await worker.stop();
  });

  it('B55 has what it changed after the tasks of the same run, and other runs have theirs', async () => {
    const env = { SAME: 'as it was', UNSET: '1', GONE: '1' };
    const { worker, plugin, linesOf } = await launchFixture('around-tasks', { env });
    const ids = ['one', 'two'];
    const changes = await Promise.all(ids.map((id) => plugin.preTasksExecution!({ ...context, id })));
    expect(changes.map(({ OWN }) => OWN)).toEqual(ids);
    for (const id of ['two', 'one', 'none']) await plugin.postTasksExecution!({ ...context, id });
    await worker.stop();
    const gone = 'undefined undefined';
    expect(linesOf('stdout')).toEqual([
      `two as it was two ${gone}`,
      `one as it was one ${gone}`,
      'none as it was undefined 1 1',
    ]);
  });

  it('serves the same over the lifeline, without a socket', async () => {
    const { worker, plugin } = await launchFixture('every-hook', {
      options: { prefix: 'p-' },
      transport: 'lifeline',
    });
    const calls = Array.from({ length: 20 }, (_, i) => plugin.createNodes![1]([`file ${i}`], context));
    const results = await Promise.all(calls);
    expect(results.map((result) => result[0][1])).toEqual(calls.map((_, i) => `file ${i}`));
    expect((await worker.stats()).pid).toBe(worker.pid);
    await worker.stop();
    expect(worker.state).toBe('stopped');
  });

  it('is taken without a hook, as Nx takes it, with a note if nothing of it is known to Nx', async () => {
    const { worker, plugin } = await launchFixture('no-hooks');
    expect(worker.capabilities).toEqual({});
    expect(worker.note).toMatch(
      /no-hooks\.js has no hook \(createNodes, .*\), generator or executor, so its entry/,
    );
    expect(plugin.createNodes).toBeUndefined();
    await worker.stop();
    await using generators = (await launchFixture('has-generators')).worker;
    expect([generators.capabilities, generators.note]).toEqual([{}, undefined]);
  });

  it('is refused where it cannot be found, with the place that was looked at', async () => {
    const error = await rejectionOf(launchFixture('not-there'));
    expect(error).toMatchObject({ code: 'PLUGIN_NOT_FOUND', plugin: './not-there' });
    expect(error.message).toContain('fixtures/not-there');
  });

  it('B53 throws at the caller what it threw', async () => {
    const { worker, plugin } = await launchFixture('throws-rich-errors');
    const thrown = (version: string) => rejectionOf(plugin.createMetadata!(graph(version), context));
    const chain = await thrown('chain');
    expect(chain).toBeInstanceOf(Error);
    expect(chain).toMatchObject({
      message: 'outer',
      cause: { name: 'TypeError', cause: { name: 'RangeError', code: 'E_ROOT' } },
    });
    expect(chain.stack).toContain('throws-rich-errors.js');
    expect(await thrown('aggregate')).toMatchObject({
      name: 'AggregateError',
      errors: [{ message: 'one' }, { message: 'two' }],
    });
    expect(await thrown('fields')).toMatchObject({
      code: 'E_PLUGIN',
      file: 'a.json',
      plugin: 'throws-rich-errors',
    });
    expect(await thrown('string')).toMatchObject({ message: 'just text', thrown: 'just text' });
    expect(await thrown('nothing')).toBeInstanceOf(Error);
    const nodes = await rejectionOf(plugin.createNodes![1](['a', 'b'], context));
    expect(nodes).toMatchObject({
      name: 'AggregateCreateNodesError',
      partialResults: [['b', { projects: {} }]],
    });
    expect(nodes['errors']).toMatchObject([['a', { name: 'SyntaxError', message: 'bad json' }]]);
    await worker.stop();
  });

  it('B41 may print anything on both descriptors, and its children too', async () => {
    const { worker, plugin, linesOf } = await launchFixture('makes-noise');
    expect(await plugin.createMetadata!(graph(), context)).toEqual({ fine: { metadata: {} } });
    await worker.stop();
    expect(linesOf('stdout')).toEqual([
      '{"jsonrpc":"2.0","id":1,"result":"forged"}',
      '日本語 🚀',
      'from a grandchild',
    ]);
    expect(linesOf('stderr')).toEqual(['\ufffd\ufffd', 'its stderr']);
  });

  it('is an ES module with a top-level await', async () => {
    const { worker, plugin } = await launchFixture('es-module.mjs');
    expect(worker).toMatchObject({ name: 'es-module', loader: { kind: 'node', format: 'module' } });
    expect(await plugin.createNodes![1](['a.esm'], context)).toEqual([['es-module', 'a.esm', {}]]);
    await worker.stop();
  });
});
