/** Each reads something in its own way. `value` is what it makes of it; it becomes a part of the graph. */
interface ReadingPlugin {
  /** Statements before the hook. */
  load?: string;
  /** Of `value`, `last` and `graph`: what `createMetadata` makes of it. Default: what `createNodes` has read. */
  metadata?: string;
  /** Of `context`: a text that decides which project depends on the other one. */
  dependencies?: string;
  /** An expression, or statements that return. It may await. */
  value: string;
  isEsModule?: boolean;
  isTypeScript?: boolean;
}

export const READERS: Record<string, ReadingPlugin> = {
  ignored: { value: `read('ignored/data.txt')` },
  callback: {
    value: `await new Promise((resolve) => fs.readFile('ignored/data.txt', 'latin1', (error, text) => resolve(error ? error.code : text)))`,
  },
  stream: {
    value: `await new Promise((resolve) => {
      let text = '';
      fs.createReadStream('ignored/other.txt', 'utf8').on('data', (part) => (text += part)).on('error', (error) => resolve(error.code)).on('end', () => resolve(text));
    })`,
  },
  outside: {
    value: `await fs.promises.readFile('../outside/data.json', 'utf8').catch((error) => error.code)`,
  },
  listing: { value: `attempt(() => fs.readdirSync('assets').sort().join())` },
  opendir: {
    value: `await (async () => {
      const names = [];
      try { for await (const entry of await fs.promises.opendir('assets')) names.push(entry.name); } catch (error) { return error.code; }
      return names.sort().join();
    })()`,
  },
  missing: { value: `String(fs.existsSync('flags/on'))` },
  access: { value: `await fs.promises.access('flags/on').then(() => 'there', (error) => error.code)` },
  link: { value: `attempt(() => fs.readlinkSync('current'))` },
  through: { value: `read('current/version.txt')` },
  real: { value: `attempt(() => path.relative(process.cwd(), fs.realpathSync('current')))` },
  time: { value: `attempt(() => String(fs.statSync('libs/one/component.json').mtimeMs))` },
  json: { value: `require('../settings/data.json').value` },
  loaded: { load: `const loaded = require('../settings/code.js');`, value: `loaded.value` },
  shadowed: { value: `require('../settings/shadow')` },
  packaged: { value: `require('dependency').version + read('node_modules/dependency/data.txt')` },
  module: {
    isEsModule: true,
    load: `import { value as imported } from '../settings/imported.mjs';`,
    value: `imported`,
  },
  environment: { value: `String(process.env.OBSERVE_MODE)` },
  variables: {
    value: `Object.keys(process.env).filter((name) => name.startsWith('OBSERVE_')).map((name) => name + process.env[name]).join()`,
  },
  remembered: { load: `let remembered;`, value: `(remembered ??= read('ignored/remembered.txt'))` },
  index: {
    value: `(await require('nx/src/devkit-internals').globWithWorkspaceContext(process.cwd(), ['libs/**/*.md'])).join()`,
  },
  hash: {
    value: `await require('nx/src/devkit-internals').hashWithWorkspaceContext(process.cwd(), ['libs/**/*'])`,
  },
  child: {
    value: `attempt(() => require('node:child_process').execFileSync('cat', ['ignored/data.txt'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))`,
  },
  gitHead: {
    value: `attempt(() => require('node:child_process').execSync('git rev-parse HEAD', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))`,
  },
  unawaited: {
    load: `let later;`,
    value: `(fs.promises.readFile('ignored/other.txt').catch(() => {}), read('ignored/data.txt'))`,
  },
  ownCache: {
    value: `await (async () => {
      const file = 'ignored/own-cache.json';
      const inputs = read('ignored/data.txt');
      try {
        const kept = JSON.parse(fs.readFileSync(file, 'utf8'));
        if (kept.inputs === inputs) return kept.value;
      } catch {}
      const value = inputs + '!';
      fs.writeFileSync(file, JSON.stringify({ inputs, value }));
      return value;
    })()`,
  },
  ownVariable: { value: `String(Object.hasOwn(process.env, 'OBSERVE_MODE'))` },
  handleTime: {
    value: `await (async () => {
      const handle = await fs.promises.open('libs/one/component.json');
      try { return String((await handle.stat()).mtimeMs); } finally { await handle.close(); }
    })()`,
  },
  chain: { value: `path.relative(process.cwd(), await fs.promises.realpath('chain'))` },
  linkedPackage: {
    value: `read('node_modules/linked/code.js') + attempt(() => fs.readdirSync('node_modules/linked').join())`,
  },
  bare: { value: `read('node_modules/bare/index.js')` },
  madeDirectory: {
    value: `(fs.mkdirSync('ignored/made', { recursive: true }), fs.readdirSync('ignored/made').join())`,
  },
  touched: { value: `(attempt(() => fs.chmodSync('ignored/other.txt', 0o644)), read('ignored/other.txt'))` },
  twice: { load: `const first = read('ignored/data.txt');`, value: `first + read('ignored/data.txt')` },
  byPath: {
    load: `const known = new Map();`,
    value: `['ignored/data.txt', 'ignored/other.txt'].map((file) => {
      if (!known.has(file)) known.set(file, read(file));
      return known.get(file);
    }).join()`,
  },
  directory: { value: `require('../settings/directory')` },
  dynamic: { value: `(await import('../settings/imported.mjs')).value` },
  typescript: {
    isTypeScript: true,
    load: `const loaded: { value: string } = require('../settings/code.js');`,
    value: `loaded.value + read('ignored/data.txt')`,
  },
  links: {
    value: `(() => {
      const link = 'ignored/link-' + process.pid;
      fs.symlinkSync('data.txt', link);
      try { return read(link); } finally { fs.unlinkSync(link); }
    })()`,
  },
  temporary: {
    value: `(() => {
      const file = 'ignored/temporary-' + process.pid + '.cjs';
      fs.writeFileSync(file, 'module.exports = ' + JSON.stringify(read('ignored/data.txt')));
      try { return require(path.resolve(file)); } finally { fs.unlinkSync(file); delete require.cache[path.resolve(file)]; }
    })()`,
  },
  /** The read begins in one hook and ends in another one. */
  across: {
    value: `(last = fs.promises.readFile('ignored/other.txt', 'utf8').catch((error) => error.code), 'later')`,
    metadata: `await last`,
  },
  otherTargets: {
    value: `''`,
    metadata: `JSON.stringify(Object.values(graph.nodes).map(({ data }) => data.targets))`,
  },
  otherProjects: { value: `''`, dependencies: `JSON.stringify(context.projects)` },
  projectFiles: { value: `''`, dependencies: `JSON.stringify(context.fileMap.projectFileMap.two ?? [])` },
  failing: { value: `fs.readFileSync('settings/needed.txt', 'utf8')` },
  failingLater: { value: `'fine'`, metadata: `fs.readFileSync('settings/needed.txt', 'utf8')` },
  failingToLoad: { load: `const needed = require('../settings/needed.js');`, value: `String(needed.value)` },
  ofProcess: { value: `String(process.env.OBSERVE_PROCESS)` },
  kinds: {
    value: `attempt(() => {
      const entries = fs.readdirSync('settings', { withFileTypes: true });
      return entries.map((entry) => entry.name + entry.isFile()).sort().join();
    })`,
  },
  recursive: { value: `fs.readdirSync('libs', { recursive: true }).sort().join()` },
  upwards: {
    value: `(() => {
      for (let place = path.resolve('libs/one'); ; place = path.dirname(place)) {
        const text = read(path.join(place, 'marker.txt'));
        if (text !== 'ENOENT' || place === path.dirname(place)) return text;
      }
    })()`,
  },
  modulePackage: { isEsModule: true, load: `import { version } from 'dependency';`, value: `version` },
  hashFile: { value: `require('nx/src/native').hashFile(path.resolve('ignored/data.txt'))` },
  nested: { value: `require('outer').value` },
  nestedModule: { isEsModule: true, load: `import { value as outer } from 'outer-module';`, value: `outer` },
  linkedModule: {
    isEsModule: true,
    load: `import { value as linked } from '../current/imported.mjs';`,
    value: `linked`,
  },
  locked: {
    value: `attempt(() => {
      fs.mkdirSync('ignored/lock');
      fs.rmdirSync('ignored/lock');
      return 'free';
    })`,
  },
  bundled: {
    value: `await (async () => {
      const options = { bundle: true, write: false, platform: 'node', logLevel: 'silent' };
      const { outputFiles } = await require('esbuild').build({ ...options, entryPoints: [path.resolve('bundle/config.ts')] });
      return outputFiles[0].text;
    })()`,
  },
  viteConfig: {
    value: `JSON.stringify((await (await import('vite')).loadConfigFromFile({}, path.resolve('bundle/vite.config.ts'))).config)`,
  },
  typeScriptShadow: {
    isTypeScript: true,
    load: `const loaded: { value: string } = require('../settings/typed');`,
    value: `loaded.value`,
  },
};
