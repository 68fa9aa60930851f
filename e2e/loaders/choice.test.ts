import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli } from '../support/run';

function workspaceWith(settings?: object) {
  return createWorkspace({
    plugins: ['./plugins/a.ts'],
    files: {
      'plugins/a.ts': `enum Kind { One }\n${pluginSource('a')}`,
      ...(settings && { 'plugin-host.json': JSON.stringify(settings) }),
    },
  });
}

describe('B50 the loader of a TypeScript plugin', () => {
  test.each([
    ['nothing', undefined, {}, 'swc-node: it is the first choice'],
    ['plugin-host.json', { loaders: ['ts-node'] }, {}, 'ts-node: it was asked for'],
    [
      'PLUGIN_HOST_LOADERS',
      { loaders: ['ts-node'] },
      { PLUGIN_HOST_LOADERS: 'swc-node' },
      'swc-node: it was asked for',
    ],
    ['NX_PREFER_TS_NODE', undefined, { NX_PREFER_TS_NODE: 'true' }, 'ts-node: NX_PREFER_TS_NODE is set'],
  ])('is chosen by %s, and reported with the reason', async (_, settings, env, expected) => {
    using workspace = workspaceWith(settings);
    const { code, stdout, stderr } = await runCli(['plugins'], { cwd: workspace.root, env });
    expect({ code, stderr: stderr.includes('error') }).toEqual({ code: 0, stderr: false });
    expect(stdout).toContain(`./plugins/a.ts is loaded by ${expected}.`);
  });

  test('that fits nothing here: what was tried, and what to do', async () => {
    using workspace = workspaceWith({ loaders: ['strip-types'] });
    const { code, stderr } = await runCli(['graph'], { cwd: workspace.root });
    expect(code).toBe(1);
    // Where node strips types, it does not do an enum.
    expect(stderr).toMatch(
      /node v[\d.]+ does not strip types\. Install @swc-node\/register|enum is not supported/,
    );
  });
});
