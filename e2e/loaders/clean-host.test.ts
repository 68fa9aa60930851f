import { join } from 'node:path';
import { FORMATS, LOADERS, ROWS, type Format } from '../../tools/matrix/cells';
import { IMPOSSIBLE } from '../../tools/matrix/impossible';
import { withMatrixWorkspace } from '../../tools/matrix/matrix-workspace';
import { Script } from '../support/run';

const script = join(__dirname, 'fixtures', 'launches-each.js');
const usual = LOADERS[3];

/** Each feature once, in one format after the other. */
function possiblePlugins(root: string): string[] {
  const formats = Object.keys(FORMATS) as Format[];
  return ROWS.features.map((feature, index) => {
    const possible = formats.filter((format) => !isImpossible(format, feature));
    const format = possible[index % possible.length];
    return join(root, 'plugins', format, `plugin-${feature}${FORMATS[format].extension}`);
  });
}

function isImpossible(format: Format, feature: string): boolean {
  return IMPOSSIBLE.some(
    ({ loaders, formats, features }) =>
      loaders.includes(usual) && formats?.includes(format) && features?.includes(feature),
  );
}

interface Result {
  before: object;
  after: object;
  loaded: string[];
}

test('invariant 1: after plugins of each format, and with each feature of TypeScript, hooks, globals, environment and listeners are what they were', async () => {
  await withMatrixWorkspace(async (root) => {
    const plugins = possiblePlugins(root);
    const probe = join(root, 'plugins', 'mts', 'plugin-enum.mts');
    await using host = new Script([script]);
    host.child.stdin!.end(JSON.stringify({ root, plugins, probe }));
    const { code, stderr } = await host.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { before, after, loaded } = JSON.parse(await host.line('result')) as Result;
    expect(loaded.sort()).toEqual(plugins.sort());
    expect(before).toMatchObject({ foreignModules: [], esmHooks: expect.stringMatching(/^ERR_/) as string });
    expect(after).toEqual(before);
  });
}, 120_000);
