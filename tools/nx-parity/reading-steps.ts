import type { Case, NxStep } from './case';
import type { Names } from './find-names';
import { OUT_DIRECTORY } from './workspace-copy';

/** Commands that change nothing. */
export function readingCases(names: Names): Case[] {
  return [
    { name: 'show', steps: showSteps(names) },
    { name: 'graph', steps: graphSteps(names) },
    { name: 'lists and checks', steps: listSteps() },
    { name: 'wrong words', steps: wrongSteps() },
    { name: 'help', steps: helpSteps() },
  ];
}

function listSteps(): NxStep[] {
  const commands = ['list', 'list @nx/js', 'list sample-tool', 'sync:check', 'format:check --all'];
  // Not taken over: with nx's daemon, each side would say that it is off or on.
  return [...commands.map((nx) => ({ nx })), { nx: 'report', env: { NX_DAEMON: 'false' } }];
}

function showSteps({ project, target, targets, file }: Names): NxStep[] {
  const filters = [
    ...[
      '',
      '--json',
      '--sep=,',
      '--verbose',
      '--projects=sample-*',
      '--exclude=sample-*',
      '--type=app',
      '--type=lib',
    ],
    ...['--type=e2e', '--with-target=sample-build', '--with-target=nothing', '-p tag:sample'],
    ...[
      '--affected',
      '--affected --base=HEAD~1',
      '--affected --base=HEAD~1 --head=HEAD --json',
      '--affected --uncommitted',
    ],
    ...['--affected --untracked', '--affected --base=HEAD~1 --with-target=sample-build --exclude=sample-two'],
    ...['--affected --files=samples/one/project.json', '--affected --base=no-such-branch'],
  ];
  const ofProject = [project, 'sample-one', 'sample-four'].flatMap((name) => [name, `${name} --json`]);
  const tasks = [`${project}:${target}`, 'sample-two:sample-build', 'sample-two:sample-reads-outputs'];
  const ofTarget = tasks.flatMap((task) => [
    ...[`target ${task}`, `target ${task} --json`, `target inputs ${task}`, `target inputs ${task} --json`],
    `target outputs ${task}`,
  ]);
  return [
    ...filters.map((filter) => ({ nx: `show projects ${filter}` })),
    { nx: ['show', 'projects', '--affected', '--files', file] },
    { nx: ['show', 'projects', '--with-target', ...targets.slice(0, 2)] },
    ...ofProject.map((words) => ({ nx: `show project ${words}` })),
    ...ofTarget.map((words) => ({ nx: `show ${words}` })),
    { nx: 'show target inputs sample-two:sample-build --check samples/two/source.txt' },
    { nx: 'show target outputs sample-two:sample-build --check dist/samples/two/out.txt' },
  ];
}

function graphSteps({ project, targets }: Names): NxStep[] {
  const file = (name: string) => `--file=${OUT_DIRECTORY}/${name}`;
  return [
    { nx: 'graph --print' },
    { nx: `graph --print --focus=${project}` },
    { nx: `graph ${file('graph.json')}` },
    { nx: `graph ${file('graph.html')}` },
    { nx: `graph --affected --base=HEAD~1 ${file('affected.json')}` },
    { nx: `graph --exclude=sample-one ${file('without-one.json')}` },
    { nx: ['run-many', '-t', targets.join(','), '--graph=stdout'] },
    { nx: ['affected', '-t', targets.join(','), '--base=HEAD~1', '--graph=stdout'] },
    { nx: `run-many -t sample-build --graph=${OUT_DIRECTORY}/tasks.json` },
    { nx: 'run sample-two:sample-reads-outputs --graph=stdout' },
  ];
}

function wrongSteps(): NxStep[] {
  return [
    ...[
      'no-such-command',
      'no-such-command sample-one',
      'run',
      'run no-such-project:build',
      'run sample-one:nothing',
    ],
    ...[
      'sample-build no-such-project',
      'run-many',
      'run-many -t nothing',
      'run-many -t sample-build -p no-such-project',
    ],
    ...[
      'affected -t nothing',
      'show',
      'show project no-such-project',
      'show target sample-one:nothing',
      'exec',
    ],
    ...[
      'run sample-one:sample-context:nothing',
      'list no-such-package',
      'g',
      'g no-such-package:thing',
      'graph --focus=nothing --print',
    ],
    ...['release nothing', 'show projects --no-such-option', 'format:check --no-such-option'],
  ].map((nx) => ({ nx }));
}

function helpSteps(): NxStep[] {
  const commands = [
    '',
    'show',
    'show projects',
    'run',
    'run-many',
    'affected',
    'graph',
    'g',
    'release',
    'release version',
  ];
  return [
    ...commands.map((command) => ({ nx: `${command} --help` })),
    ...['', '--version', 'g sample-tool:add-file --help', 'run sample-one:sample-context --help'].map(
      (nx) => ({ nx }),
    ),
    { nx: 'sample-bu', env: { NX_COMPLETE: 'bash', COMP_LINE: 'nx sample-bu', COMP_POINT: '12' } },
    { nx: 'completion bash' },
  ];
}
