const { existsSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** By its path: `exports` of some versions hide it, and of some it is below `dist`. */
function projectGraphModule() {
  const nx = dirname(require.resolve('nx/package.json', { paths: [process.cwd()] }));
  const [below] = ['dist/src', 'src'].filter((source) => existsSync(join(nx, source)));
  return join(nx, below, 'project-graph/project-graph.js');
}

async function writeGraph(file) {
  const { createProjectGraphAndSourceMapsAsync } = require(projectGraphModule());
  const options = { exitOnError: false, resetDaemonClient: false };
  const { projectGraph, sourceMaps } = await createProjectGraphAndSourceMapsAsync(options);
  writeFileSync(file, JSON.stringify({ ...projectGraph, sourceMaps }));
}

writeGraph(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
