import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  environmentOf,
  isWanted,
  PACKAGE_MANAGERS,
  SKIPPED,
  type PackageManager,
} from '../support/package-managers';
import { runCli, Script } from '../support/run';
import { runProgram } from '../support/run-program';
import { EXPECTED, linkIntoModules, writeResolutionWorkspace } from './resolution-workspace';

/** Its layout is the strictest. */
const IN_CI = 'pnpm';
const HOISTED = 'acme-hoisted';
const plugins = [...Object.keys(EXPECTED), HOISTED];
const { npm, pnpm, yarn, berry } = PACKAGE_MANAGERS;

jest.setTimeout(120_000);

for (const [key, manager] of Object.entries<PackageManager>({ npm, pnpm, yarn, berry })) {
  const why = isWanted(key, IN_CI) ? '' : SKIPPED;
  (why ? describe.skip : describe)(`plugins of a workspace installed with ${manager.title}${why}`, () => {
    let parent: string;
    let ours: Record<string, string>;
    let theirs: Record<string, string>;

    beforeAll(async () => {
      parent = realpathSync(mkdtempSync(join(tmpdir(), 'resolution-')));
      const root = join(parent, 'workspace');
      mkdirSync(root);
      await writeResolutionWorkspace(root, plugins);
      for (const [file, content] of Object.entries(manager.files ?? {}))
        writeFileSync(join(root, file), content);
      const [command, ...args] = manager.install;
      await runProgram(command, args, { cwd: root, env: await environmentOf(manager, parent) });
      linkIntoModules(root);
      [ours, theirs] = [await resolveWithUs(root), await resolveWithNx(root)];
    });
    afterAll(() => rmSync(parent, { recursive: true, force: true }));

    test.each(Object.entries(EXPECTED))('%s → %s, as for nx', (plugin, file) => {
      expect(ours[plugin]).toMatch(new RegExp(`(^|/)${file}$`));
      expect(ours[plugin]).toBe(theirs[plugin]);
    });

    test('a dependency of a dependency is found where the package manager hoists it, as for nx', () => {
      expect(ours[HOISTED]).toMatch(key === 'pnpm' ? /^nowhere$/ : /acme-hoisted\/index\.js$/);
      expect(ours[HOISTED]).toBe(theirs[HOISTED]);
    });
  });
}

/** Each plugin is loaded, too: what can be resolved must load from there. */
async function resolveWithUs(root: string): Promise<Record<string, string>> {
  const { stdout, stderr } = await runCli(['plugins', '--json'], { cwd: root });
  if (stdout === '') throw new Error(stderr);
  const statuses = (
    JSON.parse(stdout) as { plugins: { plugin: string; file?: string; error?: { message: string } }[] }
  ).plugins;
  const fileOf = ({ file, error }: (typeof statuses)[number]) =>
    file && error ? `${file}: ${error.message}` : (file ?? 'nowhere');
  return Object.fromEntries(statuses.map((status) => [status.plugin, fileOf(status)]));
}

async function resolveWithNx(root: string): Promise<Record<string, string>> {
  const env = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_WORKSPACE_ROOT_PATH: root };
  const asker = join(__dirname, 'fixtures/resolves-as-nx.js');
  await using script = new Script([asker, ...plugins], { cwd: root, env });
  return JSON.parse(await script.line('result')) as Record<string, string>;
}
