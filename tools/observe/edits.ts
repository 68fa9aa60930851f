import {
  existsSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse, relative } from 'node:path';
import { switchBranch } from './branches';
import { GIT_EDITS } from './git-edits';
import { write } from './write';

export interface Edit {
  name: string;
  /** What of it a plugin has to name in its source to be touched. */
  touches: string[];
  /** `token` is another text each time, always of the same length. */
  apply(root: string, token: string): void;
  /** It is a change of this process, which a host that stays can't see. */
  isOfProcess?: true;
}

/** The file, its name with and without an extension, and its directory. */
function namesOf(file: string): string[] {
  const inRoot = file.replace('../', '');
  const { dir, name, base } = parse(inRoot);
  return dir === '' ? [base] : [inRoot, join(dir, name), `'${dir}'`, `${dir}/**`];
}

const writing = (file: string, text = (token: string) => token): Edit => ({
  name: `write ${file}`,
  touches: namesOf(file),
  apply: (root, token) => write(root, file, text(token)),
});

const toggling = (file: string, text = (token: string) => token): Edit => ({
  name: `create or delete ${file}`,
  touches: namesOf(file),
  apply: (root, token) => {
    if (existsSync(join(root, file))) rmSync(join(root, file), { recursive: true });
    else write(root, file, text(token));
  },
});

/** One that is in another package, which gets it instead of the one beside. */
const togglingPackage = (outer: string): Edit => ({
  name: `install or remove a package in ${outer}`,
  touches: [`'${outer}'`],
  apply: (root, token) => {
    const inner = `node_modules/${outer}/node_modules/inner`;
    if (existsSync(join(root, inner))) return rmSync(dirname(join(root, inner)), { recursive: true });
    write(root, `${inner}/package.json`, '{ "name": "inner", "version": "2.0.0" }');
    write(root, `${inner}/index.js`, `module.exports = "${token}";`);
  },
});

/** A link that leads to one of two places. */
const leadingElsewhere = (link: string, one: string, other: string): Edit => ({
  name: `lead ${link} elsewhere`,
  touches: namesOf(link),
  apply: (root) => {
    const target = (place: string) => relative(dirname(join(root, link)), join(root, place));
    const isOne = readlinkSync(join(root, link)) === target(one);
    unlinkSync(join(root, link));
    symlinkSync(target(isOne ? other : one), join(root, link));
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
  toggling('ignored/lock', () => ''),
  togglingPackage('outer'),
  togglingPackage('outer-module'),
  toggling('settings/directory/package.json', () => '{ "main": "other.js" }'),
  toggling('settings/needed.txt'),
  toggling('settings/needed.js', (token) => `exports.value = ${token};`),
  toggling('settings/typed.js', (token) => `exports.value = ${token};`),
  writing('settings/typed.ts', (token) => `export const value: string = '${token}';`),
  ...[
    writing('bundle/part.ts', (token) => `export const part = '${token}';`),
    toggling('bundle/part.tsx', (token) => `export const part = '${token}';`),
    toggling('bundle/part/index.ts', (token) => `export const part = '${token}';`),
    writing('bundle/directory/index.ts', (token) => `console.log('${token}');`),
    toggling('bundle/directory.js', (token) => `console.log('${token}');`),
    writing('bundle/data.json', (token) => JSON.stringify({ value: token })),
    toggling('bundle/package.json', () => '{ "type": "module" }'),
    toggling('bundle/tsconfig.json', () => '{ "extends": "../tsconfig.bundle" }'),
    toggling('bundle/jsconfig.json', () => '{ "compilerOptions": { "alwaysStrict": true } }'),
    toggling('tsconfig.bundle.json', () => '{ "compilerOptions": { "alwaysStrict": true } }'),
    toggling('tsconfig.json', () => '{ "compilerOptions": { "useDefineForClassFields": false } }'),
    leadingElsewhere('bundle/linked.ts', 'bundle/first.ts', 'bundle/second.ts'),
  ].map((edit) => ({ ...edit, touches: ['bundle/'] })),
  { ...toggling('libs/marker.txt'), touches: ['marker.txt'] },
  { ...toggling('marker.txt'), touches: ['marker.txt'] },
  { ...writing('.env', (token) => `OBSERVE_MODE=${token}\n`), touches: ['OBSERVE_MODE', "OBSERVE_'"] },
  { ...writing('.env', (token) => `OBSERVE_OTHER_${token}=1\n`), touches: ["OBSERVE_'"] },
  {
    name: 'upgrade a package',
    touches: ['dependency'],
    apply: (root, token) => {
      write(root, 'node_modules/dependency/index.js', `exports.version = ${JSON.stringify(token)};`);
      write(
        root,
        'node_modules/dependency/package.json',
        JSON.stringify({ name: 'dependency', version: `1.0.${token}` }),
      );
    },
  },
  { ...leadingElsewhere('current', 'versions/1', 'versions/2'), touches: ['current', 'chain'] },
  {
    name: 'rename an asset',
    touches: ['assets'],
    apply: (root, token) => {
      const [first] = existsSync(join(root, 'assets')) ? readdirSync(join(root, 'assets')).sort() : [];
      if (first) renameSync(join(root, 'assets', first), join(root, 'assets', `${token}.svg`));
      else write(root, 'assets/a.svg', '');
    },
  },
  {
    name: 'touch component.json',
    touches: ['one/component.json'],
    apply: (root) => utimesSync(join(root, 'libs/one/component.json'), new Date(), new Date()),
  },
  {
    name: 'write another text of the same size, and set the time back',
    touches: ['ignored/data.txt'],
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
    touches: ['OBSERVE_MODE'],
    apply: (root, token) => {
      if (existsSync(join(root, '.env'))) rmSync(join(root, '.env'));
      else write(root, '.env', `OBSERVE_MODE=${token}\n`);
    },
  },
  {
    name: 'put another file in its place',
    touches: ['ignored/data.txt', 'ignored/other.txt'],
    apply: (root, token) => {
      for (const file of ['ignored/data.txt', 'ignored/other.txt']) {
        write(root, 'ignored/next.txt', token);
        renameSync(join(root, 'ignored/next.txt'), join(root, file));
      }
    },
  },
  {
    name: 'set a variable of the process',
    touches: ['OBSERVE_PROCESS', "OBSERVE_'"],
    isOfProcess: true,
    apply: (_root, token) => void (process.env['OBSERVE_PROCESS'] = token),
  },
  {
    name: 'switch the branch',
    touches: ['settings/', 'assets', 'libs/', 'projectFileMap'],
    apply: switchBranch,
  },
  ...GIT_EDITS,
  { name: 'nothing', touches: [], apply: () => undefined },
];
