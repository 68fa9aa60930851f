import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { INTERNALS } from '../../src/nx/nx-internals';
import { findSeams } from '../../src/nx-command/seams';
import { createTempDirectory } from '../support/temp-directory';

const PLUGINS = 'project-graph/plugins';
const ISOLATION = `${PLUGINS}/isolation`;
const GRAPH = 'project-graph/project-graph.js';

function exporting(...names: string[]): string {
  return names.map((name) => `exports.${name} = ${name};\n`).join('');
}

/** What every supported Nx has. */
const common = {
  ...Object.fromEntries(Object.values(INTERNALS).map((file) => [file, ''])),
  [INTERNALS.native]: 'renameSync(copy, file);',
  [INTERNALS.workspaceContext]: exporting('setupWorkspaceContext'),
  [INTERNALS.workspaceFiles]: exporting('retrieveWorkspaceFiles'),
  [INTERNALS.buildGraph]: exporting('getFileMap'),
  [GRAPH]: exporting(
    'createProjectGraphAsync',
    'createProjectGraphAndSourceMapsAsync',
    'buildProjectGraphAndSourceMapsWithoutDaemon',
  ),
  'daemon/client/client.js': 'exports.daemonClient = exports.DaemonClient = void 0;',
};
const remote = { [`${ISOLATION}/plugin-pool.js`]: exporting('loadRemoteNxPlugin') };
const enabled = { [`${ISOLATION}/enabled.js`]: exporting('isIsolationEnabled') };
const inProcess = { [`${PLUGINS}/in-process-loader.js`]: exporting('loadNxPlugin') };
const isolated = (...names: string[]) => ({
  [`${ISOLATION}/load-isolated-plugin.js`]: exporting('loadIsolatedNxPlugin', ...names),
});

function createNx(files: Record<string, string>) {
  return createTempDirectory({ ...common, ...files });
}

describe('the seams of an nx', () => {
  test.each([
    ['20.0', { ...remote, [`${PLUGINS}/loader.js`]: exporting('loadNxPlugin') }, 'loader.js', false, false],
    ['20.3', { ...remote, ...inProcess }, 'in-process-loader.js', false, false],
    ['20.4 to 22.4', { ...remote, ...inProcess, ...enabled }, 'in-process-loader.js', true, false],
    ['22.5 to 23.2', { ...isolated(), ...inProcess, ...enabled }, 'in-process-loader.js', true, false],
    [
      '23.3 and 24',
      { ...isolated('wantPlugins'), ...inProcess, ...enabled },
      'in-process-loader.js',
      true,
      true,
    ],
  ])('as of Nx %s', (_version, files, loader, hasSwitch, givesPlugin) => {
    using nx = createNx(files);
    expect(findSeams(nx.root)).toMatchObject({
      loading: { file: Object.keys(files)[0], givesPlugin },
      inProcess: `${PLUGINS}/${loader}`,
      startsBesideOthers: true,
    });
    expect('isolation' in findSeams(nx.root)).toBe(hasSwitch);
  });

  test('of one whose native code is copied in place: no other process loads it meanwhile', () => {
    using nx = createNx({ ...remote, ...inProcess, [INTERNALS.native]: 'copyFileSync(from, to);' });
    expect(findSeams(nx.root)).toMatchObject({ startsBesideOthers: false });
  });

  test.each([
    [
      { [GRAPH]: exporting('createProjectGraphAsync') },
      /^createProjectGraphAndSourceMapsAsync of project-graph/,
    ],
    [{ [INTERNALS.buildGraph]: '' }, 'getFileMap of project-graph/build-project-graph.js'],
    [{ [`${PLUGINS}/in-process-loader.js`]: '' }, `loadNxPlugin of ${PLUGINS}/in-process-loader.js`],
    [{ [`${ISOLATION}/plugin-pool.js`]: '' }, `what loads plugins in ${ISOLATION}`],
  ])('are missing: %j', (files, missing) => {
    using nx = createNx({ ...remote, ...inProcess, ...enabled, ...files });
    expect(findSeams(nx.root)).toEqual({ missing: expect.stringMatching(missing) as string });
  });

  test.each(['daemon/client/client.js', INTERNALS.graphCache])('are missing with the module %s', (file) => {
    using nx = createNx({ ...remote, ...inProcess, ...enabled });
    rmSync(join(nx.root, file));
    expect(findSeams(nx.root)).toEqual({ missing: file });
  });
});
