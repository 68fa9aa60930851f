const { existsSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** By its path: `exports` of some versions hide it, and of some it is below `dist`. */
function modulesOfNx() {
  const paths = [join(process.cwd(), '.nx/installation'), process.cwd()];
  const nx = dirname(require.resolve('nx/package.json', { paths }));
  const [below] = ['dist/src', 'src'].filter((source) => existsSync(join(nx, source)));
  return (name) => require(join(nx, below, name));
}

/** The graph that Nx gives from here as its command line does, the partial one that its error carries, or neither. */
async function outcome() {
  try {
    const nx = modulesOfNx();
    const workspace = nx('utils/find-workspace-root.js').findWorkspaceRoot(process.cwd());
    if (!workspace) throw new Error("The current directory isn't part of an Nx workspace.");
    nx('utils/dotenv.js').loadRootEnvFiles(workspace.dir);
    return await graphOf(nx);
  } catch (error) {
    return { isWhole: false, message: error.message };
  }
}

async function graphOf(nx) {
  const { createProjectGraphAndSourceMapsAsync } = nx('project-graph/project-graph.js');
  try {
    const options = { exitOnError: false, resetDaemonClient: false };
    const { projectGraph, sourceMaps } = await createProjectGraphAndSourceMapsAsync(options);
    return { graph: { ...projectGraph, sourceMaps }, isWhole: true };
  } catch (error) {
    const partial = error.getPartialProjectGraph?.();
    const sourceMaps = error.getPartialSourcemaps?.();
    const [{ message }] = error.getErrors?.() ?? [error];
    return { graph: partial && { ...partial, sourceMaps }, isWhole: false, message };
  }
}

outcome().then((found) => {
  writeFileSync(process.argv[2], JSON.stringify(found));
  process.exit(0);
});
