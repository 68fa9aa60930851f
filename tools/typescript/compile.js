const { transformSync, version } = require('@swc/core');

const OPTIONS = {
  swcrc: false,
  configFile: false,
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

/**
 * TypeScript of this repository as CommonJS. Types are removed, and `npm run typecheck` checks them. `sourceMaps` is
 * `true` or `inline`.
 */
const compile = (source, filename, sourceMaps) => transformSync(source, { ...OPTIONS, filename, sourceMaps });

module.exports = { compile, identity: JSON.stringify([version, OPTIONS]) };
