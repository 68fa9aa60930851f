import { parseArgs } from 'node:util';
import { optionsOrUsage, readCount } from '../process/options-or-usage';
import { withGeneratedWorkspace } from '../workspace-generator/with-generated-workspace';
import { replay } from './replay';

const USAGE = `usage: npm run days-work -- [options]

Replays a day's work in a generated workspace while \`plugin-host watch\` runs: projects, plugins, options and files are edited, added
and removed. Exit code 1: the graph is not that of a fresh nx run, memory grew, or a worker was kept or replaced wrongly.

  --changes N    how many (500)
  --projects N   size of the workspace (40)
  --seed S       what is random is drawn from it (1)
  --local-plugins-only
                 leave out the plugins of Nx's packages, which take long to load

Set NX_ISOLATE_PLUGINS=false to have plain nx answer sooner.`;

function parse() {
  const { values } = parseArgs({
    options: {
      changes: { type: 'string', default: '500' },
      projects: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      'local-plugins-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, changes, projects, seed } = values;
  return {
    help,
    changes: readCount('changes', changes),
    projectCount: readCount('projects', projects),
    seed: readCount('seed', seed),
    localPluginsOnly: values['local-plugins-only'],
  };
}

async function main(): Promise<void> {
  const options = optionsOrUsage(USAGE, parse);
  if (!options) return;
  if (options.help) return console.log(USAGE);
  await withGeneratedWorkspace(options, (root) => replay(root, options));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
