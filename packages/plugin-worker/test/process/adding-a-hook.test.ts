import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import type * as Package from '../support/built-package';
import { rejectionOf } from '../support/launch-fixture';

const repository = join(__dirname, '../../../..');
const page = readFileSync(join(repository, 'docs/adding-a-hook.md'), 'utf8');
const [hookFile, importLine, listLines, pluginFile, callLines] = [
  ...page.matchAll(/^```(?:ts|js)\n(.*?)^```$/gms),
].map(([, code]) => code);

type CreateOwners = (projects: unknown, context: object) => Promise<Map<string, string>>;

/** A copy of the package with the page's hook, compiled, and what the compiler says about it. */
function buildWithHook(directory: string): string[] {
  const source = join(directory, 'src');
  cpSync(join(repository, 'packages/plugin-worker/src'), source, { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'));
  const hooks = join(source, 'protocol/hooks');
  writeFileSync(join(hooks, 'create-owners.ts'), hookFile);
  const list = readFileSync(join(hooks, 'hooks.ts'), 'utf8');
  const withHook = importLine + list.replace('  createMetadata,\n', listLines);
  writeFileSync(join(hooks, 'hooks.ts'), withHook);
  const caller = `import { launchPluginWorker } from './index';\nexport async function use(root: string) {\n${callLines}return owners;\n}\n`;
  writeFileSync(join(source, 'caller.ts'), caller);
  const base = readFileSync(join(repository, 'tsconfig.base.json'), 'utf8');
  const { compilerOptions } = JSON.parse(base) as { compilerOptions: object };
  const json = { ...compilerOptions, composite: false, declaration: false, declarationMap: false };
  const { options } = ts.convertCompilerOptionsFromJson(json, directory);
  const files = ['entry/main.ts', 'entry/load-module.ts', 'entry/plugin/serve-plugin.ts', 'caller.ts'];
  const lazily = ['entry/loaded-files.ts', 'entry/plugin/lazy-nx-modules.ts'];
  const program = ts.createProgram({
    rootNames: [...files, ...lazily].map((file) => join(source, file)),
    options: {
      ...options,
      rootDir: source,
      outDir: join(directory, 'dist'),
      declaration: false,
      types: ['node'],
    },
  });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ file, messageText }) => {
    return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('the hook of docs/adding-a-hook.md', () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'adding-a-hook-')));
  let complaints: string[];
  beforeAll(() => {
    complaints = buildWithHook(directory);
    // Not in one file: what the compiler has made is what is tested.
    mkdirSync(join(directory, 'dist/bundle'));
    writeFileSync(join(directory, 'dist/bundle/main.js'), "require('../entry/main.js');");
    writeFileSync(join(directory, 'owners.js'), pluginFile);
  }, 60_000);
  afterAll(() => rmSync(directory, { recursive: true }));

  const launch = async (options: Partial<Package.LaunchPluginWorkerOptions>) => {
    const load = createRequire(join(directory, 'package.json'));
    const { launchPluginWorker } = load('./dist/index.js') as typeof Package;
    const worker = await launchPluginWorker({ plugin: './owners.js', root: directory, ...options });
    return {
      worker,
      createOwners: (worker.plugin as unknown as { createOwners: CreateOwners }).createOwners,
    };
  };

  it('compiles, and its caller knows its types', () => {
    expect(complaints).toEqual([]);
  });

  it('is called over a worker process, with options bound', async () => {
    const { worker, createOwners } = await launch({ options: { owner: 'team-b' } });
    expect(worker.capabilities).toEqual({ createOwners: true });
    const owners = await createOwners(['shop', 'cart'], { workspaceRoot: directory });
    expect(owners).toEqual(new Map(Object.entries({ shop: 'team-b', cart: 'team-b' })));
    await worker.stop();
  });

  it('has typed errors that name it, with what the call was about', async () => {
    const { worker, createOwners } = await launch({});
    const error = await rejectionOf(createOwners(['shop', 'cart'], { workspaceRoot: directory }));
    expect(error).toMatchObject({ code: 'PLUGIN_HOOK_FAILED', hook: 'createOwners', batchSize: 2 });
    await worker.stop();
  });

  it('has its own timeout, which is checked as an argument', async () => {
    const { worker } = await launch({ timeouts: { hooks: { createOwners: 1000 } } });
    await worker.stop();
    const hooks = { createOwner: 1000 };
    const error = await rejectionOf(launch({ timeouts: { hooks } }));
    expect(error.message).toContain('perhaps createOwners is meant');
  });
});
