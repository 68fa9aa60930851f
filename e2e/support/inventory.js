// What a plugin, a transpiler or Nx could change in the process that uses the library.
const Module = require('node:module');

const identities = new Map();

/** A number per function or object, so that identities can be compared as data. */
function identityOf(value) {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return value;
  if (!identities.has(value)) identities.set(value, `#${identities.size}`);
  return identities.get(value);
}

function listenerCounts(emitter) {
  return Object.fromEntries(emitter.eventNames().map((name) => [String(name), emitter.listenerCount(name)]));
}

function identitiesIn(object) {
  return Object.fromEntries(
    Object.getOwnPropertyNames(object).map((name) => [name, identityOf(object[name])]),
  );
}

function isForeign(file, roots) {
  return (
    /[\\/]node_modules[\\/](nx|@nx|@swc-node|ts-node|typescript)[\\/]/.test(file) ||
    roots.some((root) => file.startsWith(root))
  );
}

/** What becomes of an import that works only where somebody has hooked into ES modules. */
exports.probeEsmHooks = (file) =>
  import(file).then(
    () => 'imported',
    ({ code }) => code,
  );

exports.takeInventory = (roots) => ({
  extensions: identitiesIn(require.extensions),
  // Caches of node's own are no hooks.
  module: { ...identitiesIn(Module), _pathCache: 0, _cache: 0 },
  modulePrototype: identitiesIn(Module.prototype),
  env: { ...process.env },
  cwd: process.cwd(),
  umask: process.umask(),
  title: process.title,
  execArgv: process.execArgv,
  globals: identitiesIn(globalThis),
  stdoutWrite: identityOf(process.stdout.write),
  stderrWrite: identityOf(process.stderr.write),
  prepareStackTrace: identityOf(Error.prepareStackTrace),
  listeners: listenerCounts(process),
  stdoutListeners: listenerCounts(process.stdout),
  stderrListeners: listenerCounts(process.stderr),
  foreignModules: Object.keys(require.cache).filter((file) => isForeign(file, roots)),
});
