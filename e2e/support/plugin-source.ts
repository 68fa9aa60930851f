export interface PluginSourceOptions {
  /** Statements that run when the module is loaded; `fs`, `path` and `childProcess` are there. */
  load?: string;
  /** Statements at the beginning of each hook; `files` and `options` are there in createNodes. */
  createNodes?: string;
  createDependencies?: string;
  createMetadata?: string;
}

/**
 * Source of a CommonJS plugin that makes a project of each component.json, with a target of the plugin's name. The
 * other two hooks exist where statements for them are given.
 */
export function pluginSource(
  name: string,
  { load = '', createNodes = '', ...hooks }: PluginSourceOptions = {},
): string {
  return `
const fs = require('node:fs');
const path = require('node:path');
const childProcess = require('node:child_process');
${load}
exports.name = '${name}';
exports.createNodes = ['**/component.json', async (files, options) => {
  ${createNodes}
  return files.map((file) => [file, { projects: { [path.dirname(file)]: {
    name: path.basename(path.dirname(file)),
    targets: { '${name}': { command: 'true', options: options ?? {} } },
  } } }]);
}];
${hook('createDependencies', '[]', hooks.createDependencies)}
${hook('createMetadata', '{}', hooks.createMetadata)}
`;
}

function hook(name: string, result: string, statements: string | undefined): string {
  return statements === undefined
    ? ''
    : `exports.${name} = async (...args) => { ${statements}; return ${result}; };`;
}
