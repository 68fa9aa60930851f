import { createPluginProxy } from '../../src/launch/plugin-proxy';
import {
  HOOKS,
  HOOK_NAMES,
  hookSpec,
  type Capabilities,
  type HookName,
} from '../../src/protocol/hooks/hooks';
import { METHODS, complainAboutParams, isMethod, type Params } from '../../src/protocol/methods';

const ALL: Required<Capabilities> = {
  createNodes: '**/project.json',
  createDependencies: true,
  createMetadata: true,
  preTasksExecution: true,
  postTasksExecution: true,
};

type AnyHook = (...args: unknown[]) => Promise<unknown>;

function hooksOf(capabilities: Capabilities) {
  const calls: [HookName, unknown][] = [];
  const proxy = createPluginProxy({ name: 'p' }, capabilities, (hook, params) => {
    calls.push([hook, params]);
    return Promise.resolve({ set: {}, deleted: [] });
  });
  const functionOf = (hook: HookName) => {
    const member = (proxy as unknown as Record<string, unknown>)[hook];
    return (Array.isArray(member) ? (member as unknown[])[1] : member) as AnyHook | undefined;
  };
  return { proxy, calls, functionOf };
}

describe('the method table', () => {
  it('B55 has the five hooks of an Nx plugin, in the order in which Nx runs them', () => {
    expect(HOOK_NAMES).toEqual(Object.keys(ALL));
  });

  it.each(HOOK_NAMES)(
    'B55 gives the proxy its %s, whose arguments become the params of the row',
    async (hook) => {
      const { calls, functionOf } = hooksOf(ALL);
      const names = Object.keys(METHODS[hook].params);
      await functionOf(hook)!(...names.map((name) => `value of ${name}`));
      expect(calls).toEqual([[hook, Object.fromEntries(names.map((name) => [name, `value of ${name}`]))]]);
    },
  );

  it.each(HOOK_NAMES)('has a valid sample of %s, which the proxy makes from its arguments', async (hook) => {
    const { params, result: guard, sample } = hookSpec(hook);
    expect(complainAboutParams(hook, sample.params)).toBeUndefined();
    expect(guard?.(sample.result)).not.toBe(false);
    const { calls, functionOf } = hooksOf(ALL);
    await functionOf(hook)!(...Object.keys(params).map((name) => sample.params[name as never]));
    expect(calls).toEqual([[hook, sample.params]]);
  });

  it('counts what a call is about, whatever the caller has handed over', () => {
    const batchOf = (hook: HookName, params: object) => hookSpec(hook).measure?.(params);
    const file = { file: 'a.ts', hash: '1' };
    const filesToProcess = { projectFileMap: { a: [file, file] }, nonProjectFiles: [file] };
    expect(batchOf('createNodes', { configFiles: ['a', 'b'] })).toEqual({
      size: 2,
      of: 'configuration file',
    });
    expect(batchOf('createDependencies', { context: { filesToProcess } })).toEqual({ size: 3, of: 'file' });
    expect(batchOf('createMetadata', { graph: { nodes: { a: {} } } })).toEqual({ size: 1, of: 'project' });
    expect(HOOK_NAMES.map((hook) => batchOf(hook, {})?.size)).toEqual([0, 0, 0, undefined, undefined]);
  });

  it('has precise types', () => {
    // These lines do not compile if a hook's types get lost on their way through the list.
    const params: Params<'createNodes'> = HOOKS.createNodes.sample.params;
    // @ts-expect-error -- its configFiles are texts.
    const wrong: Params<'createNodes'> = { ...params, configFiles: [1] };
    // @ts-expect-error -- only createNodes has a pattern.
    const capabilities: Capabilities = { createMetadata: '*' };
    expect([wrong, capabilities]).toHaveLength(2);
  });

  it.each(HOOK_NAMES)('B55 leaves the proxy without the hooks of a plugin that has only %s', (only) => {
    const { functionOf } = hooksOf({ [only]: ALL[only] });
    expect(HOOK_NAMES.filter((hook) => functionOf(hook))).toEqual([only]);
  });

  it('keeps the pattern of createNodes', () => {
    expect(hooksOf(ALL).proxy.createNodes![0]).toBe('**/project.json');
  });

  it('knows its own methods and nothing that an object has by nature', () => {
    expect(Object.keys(METHODS).every(isMethod)).toBe(true);
    expect(['toString', '__proto__', 'constructor'].some(isMethod)).toBe(false);
  });
});
