import {
  readHostSettings,
  resolveSettings,
  resolveTotalMemory,
  type HostSettings,
} from '../../src/config/host-settings';
import { createTempDirectory } from '../support/temp-directory';

const entries = [{ plugin: 'a', index: 0 }];

function read(text: string): HostSettings {
  using directory = createTempDirectory({ 'plugin-host.json': text });
  return readHostSettings(directory.root, entries);
}

describe('readHostSettings', () => {
  test('no file: no settings', () => {
    using directory = createTempDirectory();
    expect(readHostSettings(directory.root, entries)).toEqual({});
  });

  test('comments, trailing commas, every setting, and the schema for editors', () => {
    const text = `{
      // of this workspace
      "$schema": "./node_modules/@plugin-isolation/plugin-host/plugin-host.schema.json",
      "timeouts": { "loadMs": 1, "hookMs": 0, "hooks": { "createNodes": 3 } },
      "lastGoodResults": true,
      "plugins": { "a": { "timeouts": { "hookMs": 4 }, "lastGoodResults": false } },
    }`;
    expect(read(text)).toMatchObject({
      timeouts: { loadMs: 1 },
      plugins: { a: { timeouts: { hookMs: 4 } } },
    });
  });

  test.each([
    [
      '{\n  "timeouts": {\n}',
      /plugin-host\.json:3:2: it is no valid JSON: close brace expected\. Correct it there\.$/,
    ],
    ['[]', /plugin-host\.json: it must hold a JSON object\. Correct it there\.$/],
    [
      '{ "timeout": 1 }',
      /it has no setting "timeout"; known here are \$schema, timeouts, lastGoodResults, loaders, stopAfterUse, memoryMiB, totalMemoryMiB, reuseGraph, plugins\. Correct it there\.$/,
    ],
    [
      '{ "timeouts": { "load": 1 } }',
      /no setting "timeouts\.load"; known here are loadMs, hookMs, hooks\. Correct it there\.$/,
    ],
    ['{ "timeouts": { "hooks": { "createNode": 1 } } }', /"timeouts\.hooks\.createNode"; .* createNodes, /],
    [
      '{ "timeouts": { "hookMs": "1s" } }',
      /"timeouts\.hookMs" must be an integer of at least 0, but is "1s"\. Correct it there\.$/,
    ],
    ['{ "timeouts": { "hookMs": -1 } }', /must be an integer of at least 0, but is -1\. Correct it there\.$/],
    ['{ "timeouts": 1 }', /"timeouts" must be an object, but is 1\. Correct it there\.$/],
    ['{ "lastGoodResults": 1 }', /"lastGoodResults" must be true or false, but is 1\. Correct it there\.$/],
    ['{ "loaders": "swc-node" }', /"loaders" must be a list, but is "swc-node"\. Correct it there\.$/],
    [
      '{ "plugins": { "a": { "loaders": ["swc"] } } }',
      /"plugins\.a\.loaders\[0\]" must be one of swc-node, ts-node, strip-types, but is "swc"/,
    ],
    ['{ "plugins": { "a": { "constructor": 1 } } }', /no setting "plugins\.a\.constructor"/],
    [
      '{ "plugins": { "b": {} } }',
      /"plugins" names "b", which nx\.json does not list; it lists a\. Correct it there\.$/,
    ],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        message: expect.stringMatching(message) as string,
      }) as Error,
    );
  });
});

describe('B23 resolveSettings', () => {
  const timeoutsOf = (...args: Parameters<typeof resolveSettings>) => resolveSettings(...args)('a').timeouts;

  test('nothing set: the defaults', () => {
    expect(resolveSettings({}, {})('a')).toEqual({
      timeouts: { hooks: {} },
      lastGoodResults: false,
      loaders: undefined,
      stopAfterUse: false,
      memoryMiB: undefined,
    });
  });

  test('options, then environment, then the plugin, then all plugins', () => {
    const file = { timeouts: { loadMs: 1, hookMs: 1 }, plugins: { a: { timeouts: { hookMs: 2 } } } };
    expect(timeoutsOf(file, {})).toMatchObject({ loadMs: 1, hookMs: 2 });
    expect(resolveSettings(file, {})('b').timeouts).toMatchObject({ loadMs: 1, hookMs: 1 });
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
    const isOn = (...args: Parameters<typeof resolveSettings>) => resolveSettings(...args)('a')[name];
    expect(isOn({ [name]: true }, {})).toBe(true);
    expect(isOn({ [name]: true, plugins: { a: { [name]: false } } }, {})).toBe(false);
    expect(isOn({ [name]: true }, env('false'))).toBe(false);
    expect(isOn({}, env('true'))).toBe(true);
    expect(isOn({}, env('true'), { [name]: false })).toBe(false);
  });

  test('B70 memory limits can be set in each place', () => {
    const limitOf = (...args: Parameters<typeof resolveSettings>) => resolveSettings(...args)('a').memoryMiB;
    const env = { PLUGIN_HOST_MEMORY_MIB: '300', PLUGIN_HOST_TOTAL_MEMORY_MIB: '3000' };
    expect(limitOf({ memoryMiB: 100, plugins: { a: { memoryMiB: 200 } } }, {})).toBe(200);
    expect(limitOf({ memoryMiB: 100 }, env)).toBe(300);
    expect(limitOf({}, env, { memoryMiB: 400 })).toBe(400);
    expect(resolveTotalMemory({ totalMemoryMiB: 1000 }, {})).toBe(1000);
    expect(resolveTotalMemory({ totalMemoryMiB: 1000 }, env)).toBe(3000);
    expect(resolveTotalMemory({}, env, 4000)).toBe(4000);
  });

  test('B50 loaders can be chosen in each place', () => {
    const loadersOf = (...args: Parameters<typeof resolveSettings>) => resolveSettings(...args)('a').loaders;
    const file: HostSettings = { loaders: ['ts-node'], plugins: { a: { loaders: ['swc-node', 'ts-node'] } } };
    expect(loadersOf(file, {})).toEqual(['swc-node', 'ts-node']);
    expect(resolveSettings(file, {})('b').loaders).toEqual(['ts-node']);
    const env = { PLUGIN_HOST_LOADERS: 'strip-types, swc-node' };
    expect(loadersOf(file, env)).toEqual(['strip-types', 'swc-node']);
    expect(loadersOf(file, env, { loaders: ['ts-node'] })).toEqual(['ts-node']);
  });

  test.each([
    ['PLUGIN_HOST_LOADERS', 'swc', 'a list of swc-node, ts-node, strip-types'],
    ['PLUGIN_HOST_TIMEOUT_MS', '10s', 'a number of milliseconds'],
    ['PLUGIN_HOST_MEMORY_MIB', '0', 'a number of MiB'],
    ['PLUGIN_HOST_LOAD_TIMEOUT_MS', '-1', 'a number of milliseconds'],
    ['PLUGIN_HOST_LAST_GOOD_RESULTS', 'yes', 'true or false'],
    ['PLUGIN_HOST_STOP_AFTER_USE', '1', 'true or false'],
  ])('%s=%s is refused', (name, value, expected) => {
    expect(() => resolveSettings({}, { [name]: value })).toThrow(
      `The environment variable ${name} must be ${expected}, but is "${value}". Correct it, or unset it.`,
    );
  });
});
