import { root, run } from './steps.mjs';

// The module boundaries are checked against the graph that Nx cached last: this one is of now, and needs no daemon.
process.env.NX_DAEMON = 'false';
// The same graph, in less than half the time.
process.env.NX_ISOLATE_PLUGINS = 'false';
process.env.NX_WORKSPACE_ROOT_PATH = root;
const script =
  "require('@nx/devkit').createProjectGraphAsync().then(() => process.exit(0), (error) => { throw error; })";
process.exitCode = run(process.execPath, ['-e', script]) ? 0 : 1;
