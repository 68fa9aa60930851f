import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../random/random';

export interface Edit {
  name: string;
  /** `token` is another text each time, always of the same length. */
  apply(root: string, token: string, random: Random): void;
}

export function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

const writing = (file: string, text = (token: string) => token): Edit => ({
  name: `write ${file}`,
  apply: (root, token) => write(root, file, text(token)),
});

const toggling = (file: string, text = (token: string) => token): Edit => ({
  name: `create or delete ${file}`,
  apply: (root, token) => {
    if (existsSync(join(root, file))) rmSync(join(root, file), { recursive: true });
    else write(root, file, text(token));
  },
});

export const EDITS: Edit[] = [
  writing('ignored/data.txt'),
  toggling('ignored/data.txt'),
  writing('ignored/other.txt'),
  writing('ignored/remembered.txt'),
  writing('../outside/data.json'),
  toggling('../outside/data.json'),
  toggling('assets/a.svg'),
  toggling('assets/b.svg'),
  toggling('flags/on'),
  writing('versions/1/version.txt'),
  writing('settings/data.json', (token) => JSON.stringify({ value: token })),
  writing('settings/code.js', (token) => `exports.value = ${JSON.stringify(token)};`),
  writing('settings/imported.mjs', (token) => `export const value = ${JSON.stringify(token)};`),
  writing('settings/shadow.json', (token) => JSON.stringify(token)),
  toggling('settings/shadow.js', (token) => `module.exports = ${JSON.stringify(token)};`),
  toggling('libs/one/notes.md'),
  toggling('libs/two/deep/notes.md'),
  writing('libs/one/source.txt'),
  toggling('libs/three/component.json', () => '{}'),
  writing('node_modules/dependency/data.txt'),
  writing('libs/linked/code.js'),
  toggling('libs/linked/other.js'),
  writing('node_modules/bare/index.js'),
  toggling('ignored/made/a.txt'),
  toggling('settings/directory/package.json', () => '{ "main": "other.js" }'),
  writing('.env', (token) => `OBSERVE_MODE=${token}\n`),
  writing('.env', (token) => `OBSERVE_OTHER_${token}=1\n`),
  {
    name: 'upgrade a package',
    apply: (root, token) => {
      write(root, 'node_modules/dependency/index.js', `exports.version = ${JSON.stringify(token)};`);
      write(
        root,
        'node_modules/dependency/package.json',
        JSON.stringify({ name: 'dependency', version: `1.0.${token}` }),
      );
    },
  },
  {
    name: 'lead the link elsewhere',
    apply: (root) => {
      const link = join(root, 'current');
      const isFirst =
        readFileSync(join(link, 'version.txt'), 'utf8') ===
        readFileSync(join(root, 'versions/1/version.txt'), 'utf8');
      unlinkSync(link);
      symlinkSync(isFirst ? 'versions/2' : 'versions/1', link);
    },
  },
  {
    name: 'rename an asset',
    apply: (root, token) => {
      const [first] = existsSync(join(root, 'assets')) ? readdirSync(join(root, 'assets')) : [];
      if (first) renameSync(join(root, 'assets', first), join(root, 'assets', `${token}.svg`));
      else write(root, 'assets/a.svg', '');
    },
  },
  {
    name: 'touch component.json',
    apply: (root) => utimesSync(join(root, 'libs/one/component.json'), new Date(), new Date()),
  },
  {
    name: 'write another text of the same size, and set the time back',
    apply: (root, token) => {
      const file = join(root, 'ignored/data.txt');
      if (!existsSync(file)) return write(root, 'ignored/data.txt', token);
      const { atime, mtime } = statSync(file);
      writeFileSync(file, token);
      utimesSync(file, atime, mtime);
    },
  },
  {
    name: 'create or delete .env',
    apply: (root, token) => {
      if (existsSync(join(root, '.env'))) rmSync(join(root, '.env'));
      else write(root, '.env', `OBSERVE_MODE=${token}\n`);
    },
  },
  { name: 'nothing', apply: () => undefined },
];

/** Everything that the plugins read, and a package. */
export function writeSettings(root: string): void {
  const files: Record<string, string> = {
    'package.json': '{ "name": "observed", "private": true }',
    '.gitignore': 'ignored\nnode_modules\n',
    'libs/one/component.json': '{}',
    'libs/two/component.json': '{}',
    'ignored/data.txt': 'aaaaaa',
    'ignored/other.txt': 'aaaaaa',
    'ignored/remembered.txt': 'aaaaaa',
    '../outside/data.json': 'aaaaaa',
    'assets/a.svg': '',
    'versions/1/version.txt': '111111',
    'versions/2/version.txt': '222222',
    'settings/data.json': '{ "value": "aaaaaa" }',
    'settings/code.js': 'exports.value = "aaaaaa";',
    'settings/imported.mjs': 'export const value = "aaaaaa";',
    'settings/shadow.json': '"aaaaaa"',
    'node_modules/dependency/package.json': '{ "name": "dependency", "version": "1.0.0" }',
    'node_modules/dependency/index.js': 'exports.version = "aaaaaa";',
    'node_modules/dependency/data.txt': 'aaaaaa',
    'node_modules/bare/index.js': 'aaaaaa',
    'libs/linked/package.json': '{ "name": "linked", "version": "1.0.0" }',
    'libs/linked/code.js': 'aaaaaa',
    'settings/directory/index.js': 'module.exports = "index";',
    'settings/directory/other.js': 'module.exports = "other";',
  };
  for (const [file, text] of Object.entries(files)) write(root, file, text);
  symlinkSync('versions/1', join(root, 'current'));
  symlinkSync('current', join(root, 'chain'));
  symlinkSync('../libs/linked', join(root, 'node_modules/linked'));
}
