import type { HostSettings } from '../../src/config/host-settings';
import { resolveSettings } from '../../src/config/resolve-settings';

describe('B23 resolveSettings', () => {
  const timeoutsOf = (...args: Parameters<typeof resolveSettings>) =>
    resolveSettings(...args).ofPlugin('a').timeouts;

  test('nothing set: the defaults', () => {
    expect(resolveSettings({}, {}).ofPlugin('a')).toEqual({
      timeouts: { hooks: {} },
      lastGoodResults: false,
      loaders: undefined,
      stopAfterUse: false,
      reuse: 'observed',
      memoryMiB: undefined,
    });
  });

  test('options, then environment, then the plugin, then all plugins', () => {
    const file = { timeouts: { loadMs: 1, hookMs: 1 }, plugins: { a: { timeouts: { hookMs: 2 } } } };
    expect(timeoutsOf(file, {})).toMatchObject({ loadMs: 1, hookMs: 2 });
    expect(resolveSettings(file, {}).ofPlugin('b').timeouts).toMatchObject({ loadMs: 1, hookMs: 1 });
    const env = { PLUGIN_HOST_LOAD_TIMEOUT_MS: '3', PLUGIN_HOST_TIMEOUT_MS: '3' };
    expect(timeoutsOf(file, env)).toMatchObject({ loadMs: 3, hookMs: 3 });
    expect(timeoutsOf(file, env, { timeouts: { hookMs: 4 } })).toMatchObject({ loadMs: 3, hookMs: 4 });
  });

  test('a stronger hookMs goes before the hooks of weaker ones; hooks that say nothing else stay', () => {
    const file = { timeouts: { hooks: { createNodes: 1 } }, plugins: { a: { timeouts: { loadMs: 2 } } } };
    expect(timeoutsOf(file, {})).toEqual({ loadMs: 2, hooks: { createNodes: 1 } });
    expect(timeoutsOf(file, { PLUGIN_HOST_TIMEOUT_MS: '5' })).toEqual({ loadMs: 2, hookMs: 5, hooks: {} });
    expect(timeoutsOf(file, {}, { timeouts: { hooks: { createMetadata: 3 } } }).hooks).toEqual({
      createNodes: 1,
      createMetadata: 3,
    });
  });

  test('NX_PLUGIN_NO_TIMEOUTS=true goes before everything', () => {
    const env = { NX_PLUGIN_NO_TIMEOUTS: 'true', PLUGIN_HOST_TIMEOUT_MS: '3' };
    expect(timeoutsOf({ timeouts: { hooks: { createNodes: 1 } } }, env, { timeouts: { loadMs: 1 } })).toEqual(
      {
        loadMs: 0,
        hookMs: 0,
      },
    );
  });

  test.each([
    ['lastGoodResults', 'PLUGIN_HOST_LAST_GOOD_RESULTS'],
    ['stopAfterUse', 'PLUGIN_HOST_STOP_AFTER_USE'],
  ] as const)('%s can be asked for in each place', (name, variable) => {
    const env = (value: string) => ({ [variable]: value });
    const isOn = (...args: Parameters<typeof resolveSettings>) =>
      resolveSettings(...args).ofPlugin('a')[name];
    expect(isOn({ [name]: true }, {})).toBe(true);
    expect(isOn({ [name]: true, plugins: { a: { [name]: false } } }, {})).toBe(false);
    expect(isOn({ [name]: true }, env('false'))).toBe(false);
    expect(isOn({}, env('true'))).toBe(true);
    expect(isOn({}, env('true'), { [name]: false })).toBe(false);
  });

  test('B70 memory limits can be set in each place', () => {
    const limitOf = (...args: Parameters<typeof resolveSettings>) =>
      resolveSettings(...args).ofPlugin('a').memoryMiB;
    const env = { PLUGIN_HOST_MEMORY_MIB: '300', PLUGIN_HOST_TOTAL_MEMORY_MIB: '3000' };
    expect(limitOf({ memoryMiB: 100, plugins: { a: { memoryMiB: 200 } } }, {})).toBe(200);
    expect(limitOf({ memoryMiB: 100 }, env)).toBe(300);
    expect(limitOf({}, env, { memoryMiB: 400 })).toBe(400);
    const totalOf = (...args: Parameters<typeof resolveSettings>) => resolveSettings(...args).totalMemoryMiB;
    expect(totalOf({ totalMemoryMiB: 1000 }, {})).toBe(1000);
    expect(totalOf({ totalMemoryMiB: 1000 }, env)).toBe(3000);
    expect(totalOf({}, env, { totalMemoryMiB: 4000 })).toBe(4000);
  });

  test('B92 reuse can be set in each place; for Nx’s own plugins it is another one by default', () => {
    const rulesOf = (...args: Parameters<typeof resolveSettings>) =>
      ['a', '@nx/vite/plugin'].map((plugin) => resolveSettings(...args).ofPlugin(plugin).reuse);
    expect(rulesOf({}, {})).toEqual(['observed', 'index']);
    expect(rulesOf({ reuse: 'never', plugins: { a: { reuse: 'always' } } }, {})).toEqual(['always', 'never']);
    const env = { PLUGIN_HOST_REUSE: 'observed' };
    expect(rulesOf({ reuse: 'never' }, env)).toEqual(['observed', 'observed']);
    expect(rulesOf({}, env, { reuse: 'index' })).toEqual(['index', 'index']);
    expect(() => rulesOf({}, { PLUGIN_HOST_REUSE: 'sometimes' })).toThrow(
      /PLUGIN_HOST_REUSE.*observed, index, always, never/,
    );
  });

  test('B50 loaders can be chosen in each place', () => {
    const loadersOf = (...args: Parameters<typeof resolveSettings>) =>
      resolveSettings(...args).ofPlugin('a').loaders;
    const file: HostSettings = { loaders: ['ts-node'], plugins: { a: { loaders: ['swc-node', 'ts-node'] } } };
    expect(loadersOf(file, {})).toEqual(['swc-node', 'ts-node']);
    expect(resolveSettings(file, {}).ofPlugin('b').loaders).toEqual(['ts-node']);
    const env = { PLUGIN_HOST_LOADERS: 'strip-types, swc-node' };
    expect(loadersOf(file, env)).toEqual(['strip-types', 'swc-node']);
    expect(loadersOf(file, env, { loaders: ['ts-node'] })).toEqual(['ts-node']);
  });

  test.each([
    ['PLUGIN_HOST_LOADERS', 'swc', 'a list of swc-node, ts-node, strip-types'],
    ['PLUGIN_HOST_TIMEOUT_MS', '10s', 'a number of milliseconds'],
    ['PLUGIN_HOST_MEMORY_MIB', '0', 'a number of MiB'],
    ['PLUGIN_HOST_TOTAL_MEMORY_MIB', '4 GiB', 'a number of MiB'],
    ['PLUGIN_HOST_REUSE', 'yes', 'one of observed, index, always, never'],
    ['PLUGIN_HOST_LOAD_TIMEOUT_MS', '-1', 'a number of milliseconds'],
    ['PLUGIN_HOST_LAST_GOOD_RESULTS', 'yes', 'true or false'],
    ['PLUGIN_HOST_STOP_AFTER_USE', '1', 'true or false'],
  ])('%s=%s is refused', (name, value, expected) => {
    expect(() => resolveSettings({}, { [name]: value })).toThrow(
      `The environment variable ${name} must be ${expected}, but is "${value}". Correct it, or unset it.`,
    );
  });
});
