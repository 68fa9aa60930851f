import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { optionsOrUsage } from '../process/options-or-usage';
import { exampleWorkspace, repositoryRoot } from '../process/repository';
import { withCleanup } from '../process/with-cleanup';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { casesFor } from './cases';
import { PluginLines } from './compare-runs';
import { findNames } from './find-names';
import { leaveOutEdges } from './leave-out-edges';
import { printStep } from './report';
import { runCase } from './run-case';
import { WorkspaceCopy } from './workspace-copy';

const generated = { projectCount: 60, seed: 1 };

const USAGE = `usage: npm run nx-parity -- [DIRECTORY…] [--short] [--only WORD]… [--run TARGET]…

Runs each command by plain nx without its daemon and by \`plugin-host nx\`, in copies of a workspace in the same state, and
compares stdout, exit code and the files that were written; and stderr if nx prints none there. For this repository, the
example and a generated workspace, or for the workspaces named, which are left as they are.

  --short         a command of each kind, for large workspaces
  --only WORD     only cases with this word in their name
  --run TARGET    run these targets of all projects, too, each side with a cache that the other has filled

Set NX_ISOLATE_PLUGINS=false to have plain nx answer sooner, if its plugins get along in one process. Keys of metadata
may be in another order then.

✓ equal   ✗ differs   ~ two runs of plain nx differ, too. Exit code 1 if any differs.`;

interface Options {
  directories: string[];
  only: string[];
  isShort: boolean;
  runnable: string[];
}

function parse(): Options | 'help' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true, default: [] },
      short: { type: 'boolean', default: false },
      run: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const missing = positionals.find((directory) => !existsSync(join(directory, 'nx.json')));
  if (missing !== undefined) throw new Error(`There is no nx.json in ${missing}.`);
  return {
    directories: positionals.map((it) => realpathSync(resolve(it))),
    only: values.only,
    isShort: values.short,
    runnable: values.run,
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options === 'help') return console.log(USAGE);
  const { directories } = options;
  const sources = directories.length > 0 ? directories : [repositoryRoot, exampleWorkspace];
  let differing = 0;
  for (const source of sources) differing += await check(source, options);
  if (directories.length === 0)
    differing += await withGeneratedWorkspace(generated, (root) => {
      leaveOutEdges(root);
      return check(root, options);
    });
  process.exitCode = differing > 0 ? 1 : 0;
}

/** How many commands differ. */
async function check(source: string, { only, isShort, runnable }: Options): Promise<number> {
  const directory = mkdtempSync(join(realpathSync(tmpdir()), 'nx-parity-'));
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return withCleanup(remove, async () => {
    const copy = new WorkspaceCopy(source, directory);
    const names = await findNames(copy.root, runnable);
    copy.keepCaches();
    const plugins = new PluginLines();
    console.log(`\n${source}, nx ${names.major}`);
    const tally = { commands: 0, differing: 0, unsteady: 0 };
    const chosen = casesFor(names, isShort).filter(
      ({ name }) => only.length === 0 || only.some((it) => name.includes(it)),
    );
    for (const each of chosen) {
      console.log(` ${each.name}`);
      for (const result of await runCase(copy, each, plugins)) {
        printStep(result);
        tally.commands++;
        if (result.differences.length > 0) tally.differing++;
        else if (result.unsteady.length > 0) tally.unsteady++;
      }
    }
    console.log(
      ` ${tally.commands} commands: ${tally.differing} differ, ${tally.unsteady} as much as two runs of plain nx`,
    );
    return tally.differing;
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
