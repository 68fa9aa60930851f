import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import { SOUND, type Damaged } from './sound-results';

/** Gives what the file that its options name says that its hooks give. */
const BROKEN = `
const { readFileSync } = require('node:fs');
const read = ({ file }) => JSON.parse(readFileSync(file, 'utf8'));
module.exports = {
  name: 'broken',
  createNodes: ['**/component.json', (files, options) => read(options).createNodes],
  createDependencies: (options) => read(options).createDependencies,
  createMetadata: (graph, options) => read(options).createMetadata,
};`;

const sound = (name: string, target: string) => `
const { basename, dirname } = require('node:path');
exports.name = '${name}';
exports.createNodes = ['sound/*/part.json', (files) => files.map((file) => [file, { projects: {
  [dirname(file)]: { name: basename(dirname(file)), targets: { ${target}: { command: 'true' } } },
} }])];`;

export const SOUND_PROJECTS = ['sound-1', 'sound-2'];

/** A workspace of one plugin that gives what it is told to, between two that are sound, and files for core plugins. */
export class DamagedWorkspace {
  readonly #results: string;

  constructor(
    readonly root: string,
    outside: string,
  ) {
    this.#results = join(outside, 'results.json');
    const plugins = ['./first.js', { plugin: './broken.js', options: { file: this.#results } }, './last.js'];
    const files: Record<string, string> = {
      'nx.json': JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins }),
      'package.json': '{ "name": "workspace", "private": true, "workspaces": ["libs/*"] }',
      'first.js': sound('first', 'build'),
      'broken.js': BROKEN,
      'last.js': sound('last', 'lint'),
      'libs/a/component.json': '{}',
      'libs/b/component.json': '{}',
      ...Object.fromEntries(SOUND_PROJECTS.map((name) => [`sound/${name}/part.json`, '{}'])),
      'sound/core/project.json': '{ "name": "sound-core", "targets": { "build": { "command": "true" } } }',
    };
    for (const [file, text] of Object.entries(files)) this.#write(join(root, file), text);
    symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
    this.give({});
  }

  /** Everything is sound but this. */
  give(damaged: Partial<Record<Damaged, unknown>>): void {
    const all = { ...SOUND, ...damaged };
    this.#write(this.#results, JSON.stringify(all));
    this.#write(join(this.root, 'libs/c/project.json'), JSON.stringify(all['project.json']));
    this.#write(join(this.root, 'libs/d/package.json'), JSON.stringify(all['package.json']));
  }

  #write(file: string, text: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
