import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createTempDirectory } from '../support/temp-directory';

const AFTER_LOAD = join(__dirname, '..', '..', 'dist', 'nx-command', 'after-load.js');

const FILES = {
  'nx.js': `
    Object.defineProperty(exports, '__esModule', { value: true });
    exports.ask = ask;
    function ask() { return 'nx'; }
  `,
  'index.js': `
    Object.defineProperty(exports, '__esModule', { value: true });
    var nx_1 = require('./nx');
    Object.defineProperty(exports, 'ask', { enumerable: true, get: function () { return nx_1.ask; } });
  `,
  'user.mjs': `export { ask } from './nx.js';`,
};

/** What a node process prints that replaces `ask` of nx.js and then runs `code`. */
function run(code: string): string[] {
  using directory = createTempDirectory(FILES);
  const program = `
    const Module = require('node:module');
    const load = Module.prototype.load;
    const { afterLoad } = require(${JSON.stringify(AFTER_LOAD)});
    const replace = (exports) => { console.log('replaced'); exports.ask = () => 'ours'; };
    afterLoad(${JSON.stringify(directory.root)}, { 'nx.js': replace });
    void (async () => { ${code} })();
  `;
  const printed = execFileSync(process.execPath, ['-e', program], { cwd: directory.root, encoding: 'utf8' });
  return printed.split('\n').slice(0, -1);
}

describe('what is replaced after a module was loaded', () => {
  test('is there for who requires it, once, and then module loading is as it was', () => {
    const code = `
      console.log(require('./nx').ask(), require('./index').ask(), require('./nx.js').ask());
      console.log(Module.prototype.load === load);
    `;
    expect(run(code)).toEqual(['replaced', 'ours ours ours', 'true']);
  });

  test('is there for who imports it first, also through another module', () => {
    const code = `
      const { ask, default: all } = await import('./nx.js');
      console.log(ask(), all.ask(), (await import('./user.mjs')).ask(), require('./nx').ask());
    `;
    expect(run(code)).toEqual(['replaced', 'ours ours ours ours']);
    expect(run(`console.log((await import('./index.js')).ask())`)).toEqual(['replaced', 'ours']);
  });

  test('stays as it is as long as nobody loads it', () => {
    expect(run(`require('node:fs'); console.log(Module.prototype.load === load)`)).toEqual(['false']);
  });
});
