const { existsSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** By its path: `exports` of some versions hide it, and of some it is below `dist`. */
function projectGraphModule() {
  const nx = dirname(require.resolve('nx/package.json', { paths: [process.cwd()] }));
  const [below] = ['dist/src', 'src'].filter((source) => existsSync(join(nx, source)));
  return join(nx, below, 'project-graph/project-graph.js');
}

/** The graph that Nx gives, the partial one that its error carries, or neither. */
async function outcome() {
  const { createProjectGraphAndSourceMapsAsync } = require(projectGraphModule());
  try {
    const options = { exitOnError: false, resetDaemonClient: false };
    const { projectGraph, sourceMaps } = await createProjectGraphAndSourceMapsAsync(options);
    return { graph: { ...projectGraph, sourceMaps }, isWhole: true };
  } catch (error) {
    const partial = error.getPartialProjectGraph?.();
    const sourceMaps = error.getPartialSourcemaps?.();
    return { graph: partial && { ...partial, sourceMaps }, isWhole: false, message: error.message };
  }
}

outcome().then((found) => {
  writeFileSync(process.argv[2], JSON.stringify(found));
  process.exit(0);
});
