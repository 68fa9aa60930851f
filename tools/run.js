const { resolve } = require('node:path');

process.env.SWC_NODE_PROJECT = resolve(__dirname, 'tsconfig.json');
require('@swc-node/register');
delete process.env.SWC_NODE_PROJECT;

const [script, ...rest] = process.argv.slice(2);
process.argv = [process.execPath, resolve(script), ...rest];
require(process.argv[1]);
