import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createPluginHost, WorkspaceError } from '@plugin-isolation/plugin-host';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';

test('what turns out to be wrong in the host process is the same WorkspaceError', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js'],
    files: { 'plugins/a.js': pluginSource('a') },
  });
  const nxJson = readFileSync(workspace.path('nx.json'), 'utf8');
  await using host = await createPluginHost({ root: workspace.root });
  workspace.write('nx.json', '{');
  const heard = once(host, 'error');
  const error = await host.computeProjectGraph().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WorkspaceError);
  expect(error).toMatchObject({
    code: 'CONFIGURATION_INVALID',
    message: expect.stringContaining('nx.json:1:2') as string,
  });
  expect(await heard).toEqual([error]);
  workspace.write('nx.json', nxJson);
  expect((await host.computeProjectGraph()).errors).toEqual([]);

  using broken = createWorkspace({
    modules: 'none',
    files: { 'node_modules/nx/package.json': '{ "name": "nx", "version": "23.2.1" }' },
  });
  const unsupported = await createPluginHost({ root: broken.root }).catch((thrown: unknown) => thrown);
  expect(unsupported).toBeInstanceOf(WorkspaceError);
  expect(unsupported).toMatchObject({ code: 'NX_UNSUPPORTED' });
});
