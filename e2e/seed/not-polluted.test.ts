import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { Script } from '../support/run';

const hostScript = join(__dirname, 'fixtures', 'clean-host.js');

/** Does to its own process whatever a plugin may do. */
const pollution = `
const Module = require('node:module');
require.extensions['.ts'] = require.extensions['.polluted'] = () => undefined;
for (const name of ['_load', '_resolveFilename']) {
  const original = Module[name];
  Module[name] = function (...args) { return original.apply(this, args); };
}
process.env.POLLUTED = 'yes';
globalThis.polluted = true;
Error.prepareStackTrace = () => 'polluted';
for (const signal of ['SIGINT', 'SIGHUP', 'uncaughtException', 'exit']) process.on(signal, () => undefined);
process.stdout.on('drain', () => undefined);
require('nx/src/devkit-exports');`;

interface Result {
  before: { foreignModules: string[] };
  after: { foreignModules: string[] };
  projects: string[];
  errors: unknown[];
}

describe('a separate node instance: the host is not polluted', () => {
  test('invariant 1: the caller is what it was, after plugins that patch, and after Nx', async () => {
    using workspace = createWorkspace({
      plugins: ['./plugins/polluter.js', './plugins/typed.ts'],
      files: {
        'plugins/polluter.js': pluginSource('polluter', {
          load: pollution,
          createNodes: `process.chdir('/');`,
        }),
        'plugins/typed.ts': `enum Of { Two = 2 }\nexport const createMetadata = async () => ({} as { [key in Of]?: {} });`,
      },
    });
    await using script = new Script([hostScript, workspace.root]);
    expect(await script.ended).toMatchObject({ code: 0 });
    const { before, after, projects, errors } = JSON.parse(await script.line('result')) as Result;
    expect({ projects: projects.sort(), errors }).toEqual({ projects: ['one', 'two'], errors: [] });
    expect(before.foreignModules).toEqual([]);
    expect(after).toEqual(before);
  });
});
