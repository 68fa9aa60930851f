import { createPluginProxy } from '../../src/launch/plugin-proxy';
import { HOOKS, METHODS, isMethod, type HookName } from '../../src/protocol/methods';
import type { Capabilities } from '../../src/protocol/types';

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
    expect(HOOKS).toEqual(Object.keys(ALL));
  });

  it.each(HOOKS)('B55 gives the proxy its %s, whose arguments become the params of the row', async (hook) => {
    const { calls, functionOf } = hooksOf(ALL);
    const names = Object.keys(METHODS[hook].params);
    await functionOf(hook)!(...names.map((name) => `value of ${name}`));
    expect(calls).toEqual([[hook, Object.fromEntries(names.map((name) => [name, `value of ${name}`]))]]);
  });

  it.each(HOOKS)('B55 leaves the proxy without the hooks of a plugin that has only %s', (only) => {
    const { functionOf } = hooksOf({ [only]: ALL[only] });
    expect(HOOKS.filter((hook) => functionOf(hook))).toEqual([only]);
  });

  it('keeps the pattern of createNodes', () => {
    expect(hooksOf(ALL).proxy.createNodes![0]).toBe('**/project.json');
  });

  it('knows its own methods and nothing that an object has by nature', () => {
    expect(Object.keys(METHODS).every(isMethod)).toBe(true);
    expect(['toString', '__proto__', 'constructor'].some(isMethod)).toBe(false);
  });
});
