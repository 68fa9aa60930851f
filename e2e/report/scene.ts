import { pluginSource } from '../support/plugin-source';
import { createWorkspace, type Workspace } from '../support/create-workspace';

const SHOP = `
  const results = files.map((file) => [file, { projects: { [path.dirname(file)]: {
    name: path.basename(path.dirname(file)),
    projectType: file.startsWith('apps') ? 'application' : 'library',
    tags: ['scope:' + path.dirname(file).split('/')[0]],
    targets: { ship: { command: 'true', options: { note: '</script><b>' } } },
  } } }]);
  return results;`;
const EDGES = [
  ['three', 'two'],
  ['two', 'one'],
].map(([source, target]) => ({
  source,
  target,
  type: 'static',
  sourceFile: 'libs/' + source + '/component.json',
}));

/** Three projects in a row, one apart, a plugin that gives edges between them, and one that is broken. */
export function createReportWorkspace(): Workspace {
  return createWorkspace({
    plugins: ['./plugins/shop.js', './plugins/broken.js'],
    files: {
      'libs/three/component.json': '{}',
      'apps/apart/component.json': '{}',
      'plugins/shop.js': pluginSource('shop', {
        createNodes: SHOP,
        createDependencies: `return ${JSON.stringify(EDGES)}`,
      }),
      'plugins/broken.js': pluginSource('broken', { createNodes: "throw new Error('no </script> today')" }),
    },
  });
}
