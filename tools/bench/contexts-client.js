// One side of the bench of contexts: `node contexts-client.js ours|nx ROOT PLUGINS FILES`. Prints milliseconds as JSON.
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');

const [side, root, plugins, files] = process.argv.slice(2);
const FILES_OF_A_PROJECT = 100;

/** Each time made of new objects, as Nx does. `edit` is in one hash. */
function createContext(edit) {
  const projects = {};
  const projectFileMap = {};
  for (let index = 0; index < files / FILES_OF_A_PROJECT; index++) {
    const project = `project-${index}`;
    projects[project] = {
      name: project,
      root: `libs/${project}`,
      sourceRoot: `libs/${project}/src`,
      tags: ['scope:bench'],
      targets: { build: { executor: 'nx:noop', cache: true }, test: { executor: 'nx:noop', cache: true } },
    };
    projectFileMap[project] = Array.from({ length: FILES_OF_A_PROJECT }, (_, file) => ({
      file: `libs/${project}/src/lib/file-${file}.ts`,
      hash: `${10_000_000_000_000 + index * FILES_OF_A_PROJECT + file}${index === 7 && file === 7 ? edit : ''}`,
    }));
  }
  const fileMap = { projectFileMap, nonProjectFiles: [] };
  const externalNodes = {};
  return {
    workspaceRoot: root,
    nxJsonConfiguration: {},
    projects,
    externalNodes,
    fileMap,
    filesToProcess: fileMap,
  };
}

const sides = {
  async ours() {
    const { launchHostedPluginWorker } = require('@plugin-isolation/plugin-worker/internal/launch');
    const { CallParts } = require('../../packages/plugin-host/dist/hooks/call-parts.js');
    const launch = () => launchHostedPluginWorker({ plugin: './plugin.js', root, generation: 1 });
    const workers = await Promise.all(Array.from({ length: plugins }, launch));
    let parts;
    return (context) => {
      // As a host that stays: parts are made once for a graph, and looked at for each plugin before it is called.
      parts = new CallParts(parts);
      return workers.map(({ plugin }) => {
        const args = [{ ...context }];
        parts.argumentsOf('createDependencies', args);
        return plugin.createDependencies(...args, parts.of('createDependencies', args));
      });
    };
  },
  async nx() {
    process.env.NX_WORKSPACE_ROOT_PATH = root;
    const nx = dirname(createRequire(`${root}/package.json`).resolve('nx/package.json'));
    const isolation = join(nx, 'dist/src/project-graph/plugins/isolation/load-isolated-plugin.js');
    const { loadIsolatedNxPlugin } = require(isolation);
    // Nx keeps one process for equal plugins.
    const loads = Array.from({ length: plugins }, (_, index) =>
      loadIsolatedNxPlugin({ plugin: './plugin.js', options: { index } }, root, index),
    );
    const loaded = await Promise.all(loads.map(async (load) => (await load)[0]));
    return (context) => loaded.map((plugin) => plugin.createDependencies({ ...context }));
  },
};

async function measure(call, edit) {
  const context = createContext(edit);
  const startedAt = performance.now();
  await Promise.all(call(context));
  return performance.now() - startedAt;
}

sides[side]().then(async (call) => {
  const times = [];
  for (const edit of [1, 2, 3, 4]) times.push(await measure(call, edit));
  process.stdout.write(JSON.stringify(times), () => process.exit());
});
