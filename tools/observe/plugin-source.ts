import { READERS } from './plugins';

/** A plugin that puts what it has read into the graph, by each hook that it has. */
export function sourceOf(name: string): string {
  const { load = '', value, metadata = 'last', dependencies, isEsModule, isTypeScript } = READERS[name];
  const head = isEsModule
    ? `import fs from 'node:fs'; import path from 'node:path';`
    : `const fs = require('node:fs'); const path = require('node:path');`;
  const assign = (what: string) => (isEsModule ? `export const ${what} =` : `exports.${what} =`);
  const any = isTypeScript ? ': any' : '';
  return `${head}
const attempt = (work${any}) => { try { return work(); } catch (error${any}) { return String(error.code); } };
const read = (file${any}) => attempt(() => fs.readFileSync(file, 'utf8'));
let last${any};
${load}
${assign('name')} ${JSON.stringify(name)};
${assign('createNodes')} ['libs/*/component.json', async (files${any}) => {
  const value = String(${value});
  ${metadata === 'last' ? 'last = value;' : ''}
  return files.map((file${any}) => [file, { projects: { [path.dirname(file)]: {
    name: path.basename(path.dirname(file)), targets: { [${JSON.stringify(name)}]: { command: value } } } } }]);
}];
${assign('createMetadata')} async (graph${any}) => {
  const text = String(${metadata}) + Object.keys(graph.nodes).length;
  return Object.fromEntries(Object.keys(graph.nodes).map((project) =>
    [project, { metadata: { [${JSON.stringify(name)}]: text } }]));
};
${dependencies === undefined ? '' : `${assign('createDependencies')} ${dependenciesOf(dependencies, any)}`}
`;
}

/** One of two edges. */
function dependenciesOf(text: string, any: string): string {
  return `async (options${any}, context${any}) => {
  const sum = [...${text}].reduce((before, letter) => before + letter.charCodeAt(0), 0);
  const [source, target] = sum % 2 === 0 ? ['one', 'two'] : ['two', 'one'];
  return [{ source, target, type: 'implicit' }];
};`;
}

/** Where the plugin is, below the root. */
export function fileOf(name: string): string {
  const { isEsModule, isTypeScript } = READERS[name];
  return `plugins/${name}.${isTypeScript ? 'ts' : isEsModule ? 'mjs' : 'cjs'}`;
}
