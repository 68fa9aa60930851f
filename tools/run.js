const { readFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { compile } = require('./typescript/compile');

process.setSourceMapsEnabled(true);
require.extensions['.ts'] = (module, filename) =>
  module._compile(compile(readFileSync(filename, 'utf8'), filename, 'inline').code, filename);

const [script, ...rest] = process.argv.slice(2);
process.argv = [process.execPath, resolve(script), ...rest];
require(process.argv[1]);
