import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../random/random';

/** What a change did, and which plugins of nx.json have to get a new worker for it. */
export interface Change {
  what: string;
  /** Relative to the root. */
  file: string;
  replaced: string[];
}

interface Entry {
  plugin: string;
  options: { round: number };
}

const MAX_PLUGINS = 4;
const LIBRARY = 'tools/day/library.js';

/** A person's day in a workspace: what is edited, added and removed, one change after the other. */
export class Day {
  readonly #projects: string[] = [];
  readonly #plugins: Entry[] = [];
  #round = 0;

  constructor(
    private readonly root: string,
    private readonly random: Random,
  ) {
    this.#write(LIBRARY, this.#librarySource());
  }

  /** Names of the plugins of nx.json, in its order. */
  get plugins(): string[] {
    return this.#nxJson().plugins.map((entry) => (typeof entry === 'string' ? entry : entry.plugin));
  }

  change(): Change {
    this.#round++;
    const changes = [
      () => this.#editSource(),
      () => this.#editSource(),
      () => this.#editSource(),
      () => this.#addProject(),
      () => this.#removeProject(),
      () => this.#editManifest(),
      () => this.#addPlugin(),
      () => this.#removePlugin(),
      () => this.#editOptions(),
      () => this.#editPlugin(),
      () => this.#editLibrary(),
      () => this.#reorderPlugins(),
    ];
    return this.random.pick(changes)() ?? this.#editSource();
  }

  #editSource(): Change {
    const folders = readdirSync(join(this.root, 'libs')).flatMap((scope) =>
      readdirSync(join(this.root, 'libs', scope)).map((name) => join('libs', scope, name)),
    );
    const file = join(this.random.pick(folders), 'src', 'index.ts');
    const manifests = folders.map((folder) => join(folder, 'package.json'));
    const named = manifests.filter((manifest) => existsSync(join(this.root, manifest)));
    const { name: target } = JSON.parse(this.#read(this.random.pick(named))) as { name: string };
    const kept = this.#read(file).replace(/^import '.*'; \/\/ of the day\n/m, '');
    this.#write(file, `import '${target}'; // of the day\n${kept}// ${this.#round}\n`);
    return { what: `imports ${target}`, file, replaced: [] };
  }

  #addProject(): Change {
    const name = `day-${this.#round}`;
    this.#projects.push(name);
    this.#write(`libs/day/${name}/src/index.ts`, `export const day = ${this.#round};\n`);
    this.#write(`libs/day/${name}/team.json`, JSON.stringify({ team: 'day', layer: 'feature' }));
    const file = `libs/day/${name}/package.json`;
    this.#write(file, JSON.stringify({ name: `@day/${name}`, version: '0.0.1', description: 'of the day' }));
    return { what: `adds project ${name}`, file, replaced: [] };
  }

  #removeProject(): Change | undefined {
    if (this.#projects.length === 0) return undefined;
    const [name] = this.#projects.splice(this.random.below(this.#projects.length), 1);
    rmSync(join(this.root, 'libs/day', name), { recursive: true });
    return { what: `removes project ${name}`, file: `libs/day/${name}/package.json`, replaced: [] };
  }

  #editManifest(): Change | undefined {
    if (this.#projects.length === 0) return undefined;
    const name = this.random.pick(this.#projects);
    const file = `libs/day/${name}/package.json`;
    this.#write(
      file,
      JSON.stringify({
        name: `@day/${name}`,
        version: `0.0.${this.#round}`,
        description: 'of the day',
        nx: { tags: [`round-${this.#round}`] },
      }),
    );
    return { what: `edits the package.json of ${name}`, file, replaced: [] };
  }

  #addPlugin(): Change | undefined {
    if (this.#plugins.length >= MAX_PLUGINS) return undefined;
    const plugin = `./tools/day/plugin-${this.#round}.js`;
    this.#write(plugin, this.#pluginSource());
    this.#plugins.push({ plugin, options: { round: this.#round } });
    return this.#writeNxJson(`adds plugin ${plugin}`, [plugin]);
  }

  #removePlugin(): Change | undefined {
    if (this.#plugins.length === 0) return undefined;
    const [{ plugin }] = this.#plugins.splice(this.random.below(this.#plugins.length), 1);
    return this.#writeNxJson(`removes plugin ${plugin}`, []);
  }

  #editOptions(): Change | undefined {
    if (this.#plugins.length === 0) return undefined;
    const entry = this.random.pick(this.#plugins);
    entry.options = { round: this.#round };
    return this.#writeNxJson(`edits the options of ${entry.plugin}`, [entry.plugin]);
  }

  #reorderPlugins(): Change | undefined {
    if (this.#plugins.length < 2) return undefined;
    this.#plugins.push(this.#plugins.shift()!);
    return this.#writeNxJson('reorders plugins', []);
  }

  #editPlugin(): Change | undefined {
    if (this.#plugins.length === 0) return undefined;
    const { plugin } = this.random.pick(this.#plugins);
    this.#write(plugin, this.#pluginSource());
    return { what: `edits ${plugin}`, file: join(plugin), replaced: [plugin] };
  }

  #editLibrary(): Change {
    this.#write(LIBRARY, this.#librarySource());
    return { what: `edits ${LIBRARY}`, file: LIBRARY, replaced: this.#plugins.map(({ plugin }) => plugin) };
  }

  #librarySource(): string {
    return `exports.library = ${this.#round};\n`;
  }

  #pluginSource(): string {
    return `const { library } = require('./library.js');
exports.createNodes = ['libs/day/*/package.json', (files, options) => files.map((file) => {
  const root = file.slice(0, -'/package.json'.length);
  const metadata = { library, source: ${this.#round}, ...options };
  return [file, { projects: { [root]: { root, targets: { 'day-${this.#round}': { command: 'true', metadata } } } } }];
})];
`;
  }

  #writeNxJson(what: string, replaced: string[]): Change {
    const nxJson = this.#nxJson();
    const others = nxJson.plugins.filter(
      (entry) => typeof entry === 'string' || !entry.plugin.startsWith('./tools/day/'),
    );
    this.#write(
      'nx.json',
      JSON.stringify({ ...nxJson, plugins: [...others, ...this.#plugins] }, undefined, 2),
    );
    return { what, file: 'nx.json', replaced };
  }

  #nxJson(): { plugins: (string | Entry)[] } {
    return JSON.parse(this.#read('nx.json')) as { plugins: (string | Entry)[] };
  }

  #read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  #write(file: string, content: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), content);
  }
}
