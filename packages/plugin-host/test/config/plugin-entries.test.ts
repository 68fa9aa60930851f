import { readPluginEntries } from '../../src/config/plugin-entries';

describe('readPluginEntries', () => {
  test('no plugins', () => {
    expect(readPluginEntries({})).toEqual([]);
    expect(readPluginEntries({ plugins: [] })).toEqual([]);
  });

  test('short and long entries, in order, with only what was given', () => {
    const long = {
      plugin: '@nx/vite/plugin',
      options: { buildTargetName: 'build' },
      include: ['a/**'],
      exclude: [],
    };
    expect(readPluginEntries({ plugins: ['@nx/js', long, { plugin: './local.ts' }] })).toEqual([
      { plugin: '@nx/js', index: 0 },
      { ...long, index: 1 },
      { plugin: './local.ts', index: 2 },
    ]);
  });

  test.each([null, '', false, 0, undefined])('include and exclude of %j are no patterns', (patterns) => {
    const entry = { plugin: 'a', options: null, include: patterns, exclude: patterns };
    expect(readPluginEntries({ plugins: [entry] })).toEqual([{ plugin: 'a', options: null, index: 0 }]);
  });

  test.each([
    [{}, 'nx.json: "plugins" must be an array, but is {}.'],
    [
      [null],
      'nx.json: "plugins[0]" must be a plugin name or an object { "plugin": …, "options": … }, but is null.',
    ],
    [
      ['a', ['b']],
      'nx.json: "plugins[1]" must be a plugin name or an object { "plugin": …, "options": … }, but is ["b"].',
    ],
    [[{}], 'nx.json: "plugins[0]".plugin must be a plugin name, but is missing.'],
    [[{ plugin: '' }], 'nx.json: "plugins[0]".plugin must be a plugin name, but is "".'],
    [[{ plugin: 'a', include: 'b' }], 'nx.json: "plugins[0]".include must be an array of globs, but is "b".'],
    [[{ plugin: 'a', exclude: [1] }], 'nx.json: "plugins[0]".exclude must be an array of globs, but is [1].'],
  ])('%j is refused', (plugins, message) => {
    expect(() => readPluginEntries({ plugins })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        message: `${message} Correct it there.`,
      }) as Error,
    );
  });
});
