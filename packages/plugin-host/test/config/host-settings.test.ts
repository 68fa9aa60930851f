import { readHostSettings, type HostSettings } from '../../src/config/host-settings';
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
      /plugin-host\.json:3:2: it is not valid JSON: close brace expected\. Correct it there\.$/,
    ],
    ['[]', /plugin-host\.json: it must hold a JSON object\. Correct it there\.$/],
    [
      '{ "timeout": 1 }',
      /it has no setting "timeout"; known here are \$schema, timeouts, lastGoodResults, loaders, stopAfterUse, reuse, memoryMiB, totalMemoryMiB, plugins\. Correct it there\.$/,
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
