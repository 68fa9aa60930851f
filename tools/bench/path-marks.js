// Preloaded into `plugin-host graph`: notes when it comes to each stage of its path. At the end it says so, as JSON, in
// the file that BENCH_PATH_FILE names.
const { writeFileSync } = require('node:fs');

const marks = [['node', performance.now()]];
const mark = (name) => marks.push([name, performance.now()]);

/** Notes the end of what a function does, and of what it waits for. */
function noteEnd(owner, key, name) {
  const original = owner[key];
  owner[key] = function (...args) {
    const result = Reflect.apply(original, this, args);
    if (typeof result?.then === 'function') void result.then(() => mark(name));
    else mark(name);
    return result;
  };
}

/** By the module that has it; what is not loaded is not waited for. */
const STAGES = {
  'cli/find-nx-command.js': (it) => noteEnd(it, 'findNxCommand', 'words'),
  'cli/graph-file.js': (it) => noteEnd(it, 'openGraphFile', 'code of the command'),
  'host/current-configuration.js': ({ CurrentConfiguration: { prototype } }) =>
    noteEnd(prototype, 'read', 'configuration'),
  'host/workspace-host.js': ({ WorkspaceHost: { prototype } }) => noteEnd(prototype, 'reconcile', 'check'),
  'results/whole-graph.js': ({ WholeGraph: { prototype } }) => {
    noteEnd(prototype, 'mayBe', 'graph from disk');
    noteEnd(prototype, 'find', 'files written since');
  },
  'nx/native-index.js': (it) => noteEnd(it, 'loadNativeIndex', 'native code of nx'),
  'files/workspace-index.js': ({ WorkspaceIndex: { prototype } }) => noteEnd(prototype, 'with', 'index'),
  'host/graph-requests.js': ({ GraphRequests: { prototype } }) => noteEnd(prototype, 'request', 'answer'),
  'cli/output.js': ({ Output: { prototype } }) => noteEnd(prototype, 'print', 'delivery'),
};

/** The wrapper of a module in a bundle of esbuild: what loads it when it is first required. */
globalThis.noteModule = (wrap) => (bodies) => {
  const load = wrap(bodies);
  const note = STAGES[Object.keys(bodies)[0].replace('dist/', '')];
  let isNoted = false;
  return () => {
    const exports = load();
    if (note && !isNoted) note(exports);
    isNoted = true;
    return exports;
  };
};

const { prototype } = require('node:module');
const compile = prototype._compile;
prototype._compile = function (text, file) {
  const isBundle = /dist[\\/]bundle[\\/]/.test(file);
  const noted = isBundle
    ? text.replace(/var __commonJS = ([^]+?);\n(?=var )/, 'var __commonJS = noteModule($1);\n')
    : text;
  return compile.call(this, noted, file);
};

process.on('exit', () => {
  mark('end of the command');
  writeFileSync(process.env.BENCH_PATH_FILE, JSON.stringify(marks));
});
