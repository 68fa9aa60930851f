// What nx itself launches: it can do nothing but call hooks, so a call is `createNodes` of one file.
const { dirname, join } = require('node:path');

const root = join(__dirname, '../../..');
const context = { nxJsonConfiguration: {}, workspaceRoot: root };
let loadIsolatedNxPlugin;

exports.prepare = async () => {
  process.env.NX_WORKSPACE_ROOT_PATH = root;
  const nx = dirname(require.resolve('nx/package.json'));
  const isolation = join(nx, 'dist/src/project-graph/plugins/isolation/load-isolated-plugin.js');
  ({ loadIsolatedNxPlugin } = require(isolation));
};

let launched = 0;
exports.launch = async () => {
  const options = { index: launched++ };
  const plugin = join(__dirname, 'nx-plugin.js');
  const [loading, stop] = await loadIsolatedNxPlugin({ plugin, options }, root, launched);
  const { createNodes } = await loading;
  const call = async (name, ...args) => {
    const [[, , { given }]] = await createNodes[1]([JSON.stringify([name, args])], context);
    return given;
  };
  return { call, stop };
};
