import {
  cpSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { runProgram } from '../support/run-program';
import {
  environmentOf,
  isWanted,
  PACKAGE_MANAGERS,
  SKIPPED,
  type PackageManager,
} from '../support/package-managers';
import { PACKAGES, packPackages, type Packed } from './packed';

const DEPENDENCIES = ['nx', 'typescript', '@swc-node/register', '@swc/core', '@types/node'];

jest.setTimeout(300_000);

interface LibraryResult {
  projects: string[];
  errors: unknown[];
  sum: number;
  emitEvent: string;
}

interface Installed {
  root: string;
  env: NodeJS.ProcessEnv;
}

/** To install takes long. The resolution tests have the layout of pnpm, too. */
const IN_CI = 'npm';
const wanted = Object.entries<PackageManager>(PACKAGE_MANAGERS).filter(([key]) => isWanted(key, IN_CI));
const installations = new Map<PackageManager, Installed>();
let packed: Packed;
beforeAll(async () => {
  packed = await packPackages();
  // All at once: they wait for the registry and the disk more than they compute.
  await Promise.all(wanted.map(([, manager]) => install(manager)));
});
afterAll(() => {
  packed[Symbol.dispose]();
  for (const { root } of installations.values()) rmSync(root, { recursive: true, force: true });
});

async function install(manager: PackageManager): Promise<void> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'foreign-')));
  const env = await environmentOf(manager, root);
  installations.set(manager, { root, env });
  createForeignWorkspace(root, manager);
  const [command, ...args] = manager.install;
  await runProgram(command, args, { cwd: root, env });
}

for (const [key, manager] of Object.entries<PackageManager>(PACKAGE_MANAGERS)) {
  const why = isWanted(key, IN_CI) ? '' : SKIPPED;
  (why ? describe.skip : describe)(`installed with ${manager.title} in a foreign workspace${why}`, () => {
    const run = ([command, ...args]: string[]) => {
      const { root, env } = installations.get(manager)!;
      return runProgram(command, args, { cwd: root, env });
    };

    test('the command line computes the graph', async () => {
      const stdout = await run([...manager.run, 'plugin-host', 'graph', '--json']);
      const { graph, errors } = JSON.parse(stdout) as {
        graph: { nodes: Record<string, { data: object }>; externalNodes: object };
        errors: unknown[];
      };
      expect(errors).toEqual([]);
      expect(graph.nodes['one'].data).toMatchObject({ root: 'libs/one', tags: ['ours'] });
      expect(Object.keys(graph.externalNodes)).toContain('npm:nx');
    });

    test('tsc finds the types, from an ES module and from CommonJS', async () => {
      const options = ['--strict', '--target', 'es2022', '--lib', 'es2022', '--types', 'node'];
      await run([...manager.run, 'tsc', ...options, '--module', 'nodenext', 'library.mts', 'library.cts']);
    });

    test.each(['library.mjs', 'library.cjs'])('%s uses the library and ends by itself', async (script) => {
      const result = JSON.parse(await run([...manager.node, script])) as LibraryResult;
      expect(result).toEqual({ projects: ['one'], errors: [], sum: 3, emitEvent: 'function' });
    });

    if (manager === PACKAGE_MANAGERS.pnp)
      test("Plug'n'Play that the library's processes would not inherit is refused with a sentence", async () => {
        const started = run([process.execPath, '-r', './.pnp.cjs', 'library.cjs']);
        await expect(started).rejects.toThrow(/was not started by yarn.*`yarn node script\.js`/);
      });
  });
}

function createForeignWorkspace(root: string, { files = {} }: PackageManager): void {
  cpSync(join(__dirname, 'fixtures/workspace'), root, { recursive: true });
  for (const name of PACKAGES) copyFileSync(packed.tarball(name), join(root, basename(packed.tarball(name))));
  const manifest = JSON.stringify(foreignManifest(), null, 2);
  for (const [file, content] of Object.entries({ 'package.json': manifest, ...files })) {
    writeFileSync(join(root, file), content);
  }
}

/** plugin-host asks for a plugin-worker that no registry has yet: each manager has a way to say where that one is. */
function foreignManifest(): object {
  const { devDependencies } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const tarballs = PACKAGES.map(
    (name) => [`@plugin-isolation/${name}`, `file:./${basename(packed.tarball(name))}`] as const,
  );
  const [worker] = tarballs;
  return {
    name: 'foreign',
    version: '0.0.0',
    private: true,
    dependencies: Object.fromEntries(tarballs),
    devDependencies: Object.fromEntries(DEPENDENCIES.map((name) => [name, devDependencies[name]])),
    overrides: { [worker[0]]: `$${worker[0]}` },
    pnpm: { overrides: { [worker[0]]: worker[1] } },
    resolutions: { [worker[0]]: worker[1] },
  };
}
