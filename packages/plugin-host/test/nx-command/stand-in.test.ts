import type { NxPlugin } from '../../src/nx/adapter';
import { standIn } from '../../src/nx-command/stand-in';

const loaded = (capabilities: object) => ({
  plugin: './tools/acme.js',
  index: 1,
  name: 'acme',
  capabilities,
});

function create(capabilities: object, answer: unknown = 'answer') {
  const calls: unknown[] = [];
  const runHook = (hook: string, args: unknown[]) => Promise.resolve((calls.push([hook, ...args]), answer));
  const definition = { plugin: './tools/acme.js', options: { a: 1 }, include: ['libs/**'] };
  const plugin = standIn(definition, loaded(capabilities), runHook) as NxPlugin & Record<string, never>;
  return { plugin, calls };
}

describe('what stands in for a plugin', () => {
  test('has the hooks that the plugin has, and no other', async () => {
    const { plugin, calls } = create({ createNodes: '**/component.json', createMetadata: true });
    expect(plugin).toMatchObject({ name: 'acme', index: 1, options: { a: 1 }, include: ['libs/**'] });
    expect('createDependencies' in plugin).toBe(false);
    expect('preTasksExecution' in plugin).toBe(false);
    const [pattern, createNodes] = plugin.createNodes!;
    expect(pattern).toBe('**/component.json');
    expect(await createNodes(['a'], {} as never)).toBe('answer');
    expect(await plugin.createMetadata!({} as never, {} as never)).toBe('answer');
    expect(calls).toEqual([
      ['createNodes', ['a'], {}],
      ['createMetadata', {}, {}],
    ]);
  });

  test('says what Nx 24 keeps of a plugin', () => {
    const { plugin } = create({ createNodes: '**/component.json', postTasksExecution: true });
    expect((plugin['capabilities'] as () => unknown)()).toEqual({
      createNodesPattern: '**/component.json',
      hasCreateDependencies: false,
      hasCreateMetadata: false,
      hasPreTasksExecution: false,
      hasPostTasksExecution: true,
    });
  });

  test('hands Nx no variable that was deleted', async () => {
    const { plugin } = create({ preTasksExecution: true }, { SET: '1', GONE: undefined });
    expect(Object.entries(await plugin.preTasksExecution!({} as never))).toEqual([['SET', '1']]);
  });

  test('of an entry that is only a name has no options', () => {
    const plugin = standIn('./tools/acme.js', loaded({}), () => Promise.resolve());
    expect(plugin).toMatchObject({ name: 'acme', index: 1, options: undefined });
  });
});
