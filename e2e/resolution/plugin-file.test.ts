import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace } from '../support/create-workspace';
import { runProgram } from '../support/run-program';

const built = join(repositoryRoot, 'packages/plugin-host/dist/resolve/plugin-file.js');
const files = {
  'typescript/index.ts': '',
  'both/index.js': '',
  'both/index.ts': '',
  'main/package.json': '{ "main": "./src/plugin.ts" }',
  'main/src/plugin.ts': '',
  'empty/README.md': '',
};

/** In a process of its own: jest resolves by rules of its own. */
async function pluginFileIn(root: string, path: string): Promise<string> {
  const script = `console.log(require(${JSON.stringify(built)}).pluginFile(${JSON.stringify(join(root, path))}))`;
  return (await runProgram(process.execPath, ['-e', script], { cwd: root })).trim();
}

describe('the directory of a project, which Nx names up to 22', () => {
  test.each([
    ['typescript', 'typescript/index.ts'],
    ['typescript/index', 'typescript/index.ts'],
    ['both', 'both/index.js'],
    ['main', 'main/src/plugin.ts'],
  ])('%s → %s', async (path, file) => {
    using workspace = createWorkspace({ files, modules: 'none' });
    expect(await pluginFileIn(workspace.root, path)).toBe(workspace.path(file));
  });

  test('without an entry it is not found', async () => {
    using workspace = createWorkspace({ files, modules: 'none' });
    await expect(pluginFileIn(workspace.root, 'empty')).rejects.toThrow(/Cannot find module/);
  });
});

test('a plugin that is found and fails to load is shown with its file', async () => {
  using workspace = createWorkspace({
    plugins: ['./a.js'],
    files: { 'a.js': 'throw new Error("no licence");' },
  });
  const bin = join(repositoryRoot, 'packages/plugin-host/bin/plugin-host.js');
  const outcome = runProgram(process.execPath, [bin, 'plugins', '--json'], { cwd: workspace.root });
  await expect(outcome).rejects.toThrow(`"file":"${workspace.path('a.js')}"`);
});
