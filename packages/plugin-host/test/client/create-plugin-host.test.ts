import { createPluginHost } from '../../src/client/create-plugin-host';
import { createTempDirectory } from '../support/temp-directory';

const WORKSPACE = {
  'nx.json': '{ "plugins": ["a"] }',
  'node_modules/nx/package.json': '{ "version": "19.0.0" }',
};

/** What it is refused for. A host process would be refused this nx, so none is started in any case. */
async function refusalOf(options: object, files: Record<string, string> = {}): Promise<unknown> {
  using workspace = createTempDirectory({ ...WORKSPACE, ...files });
  return createPluginHost({ root: workspace.root, ...options }).catch((error: unknown) => error);
}

describe('B23 createPluginHost refuses, before a process is started,', () => {
  test.each([
    ['PLUGIN_HOST_LOAD_TIMEOUT_MS', '-1', 'a number of milliseconds'],
    ['PLUGIN_HOST_TIMEOUT_MS', '10s', 'a number of milliseconds'],
    ['PLUGIN_HOST_LAST_GOOD_RESULTS', 'yes', 'true or false'],
    ['PLUGIN_HOST_LOADERS', 'babel', 'a list of swc-node, ts-node, strip-types'],
    ['PLUGIN_HOST_STOP_AFTER_USE', 'yes', 'true or false'],
    ['PLUGIN_HOST_MEMORY_MIB', '0', 'a number of MiB'],
    ['PLUGIN_HOST_TOTAL_MEMORY_MIB', '4 GiB', 'a number of MiB'],
    ['PLUGIN_HOST_REUSE', 'yes', 'one of observed, index, always, never'],
  ])('%s=%s', async (name, value, expected) => {
    expect(await refusalOf({ env: { [name]: value } })).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: `The environment variable ${name} must be ${expected}, but is ${JSON.stringify(value)}. Correct it, or unset it.`,
    });
  });

  test.each([
    ['nx.json', '{ "plugins": {} }', '"plugins" must be an array'],
    ['plugin-host.json', '{ "totalMemoryMiB": "4" }', '"totalMemoryMiB" must be an integer'],
    ['plugin-host.json', '{ "plugins": { "b": {} } }', 'which nx.json does not list'],
    ['package.json', '{', 'it is not valid JSON'],
  ])('%s with %s', async (file, text, expected) => {
    expect(await refusalOf({}, { [file]: text })).toMatchObject({
      code: 'CONFIGURATION_INVALID',
      message: expect.stringContaining(expected) as string,
    });
  });

  test('a plugin to inspect that nx.json does not list', async () => {
    expect(await refusalOf({ inspect: { b: true } })).toMatchObject({ code: 'PLUGIN_UNKNOWN' });
    expect(await refusalOf({ env: { PLUGIN_HOST_INSPECT: 'b' } })).toMatchObject({ code: 'PLUGIN_UNKNOWN' });
  });

  test('an nx that is not supported, when all settings are sound', async () => {
    expect(await refusalOf({})).toMatchObject({ code: 'NX_UNSUPPORTED' });
  });
});
