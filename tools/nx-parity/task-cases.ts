import type { Case, NxStep } from './case';
import type { Names } from './find-names';

const build = 'run-many -t sample-build --parallel=1';

/** Commands that run tasks. Each case is a day of its own: what its first step leaves in the cache, the next finds. */
export function taskCases({ major, runnable }: Names): Case[] {
  return [
    { name: 'run', steps: steps(RUN) },
    {
      name: 'run-many',
      steps: [
        ...steps(RUN_MANY),
        { nx: 'run-many -t sample-build --parallel=3 --skip-nx-cache', isUnordered: true },
      ],
    },
    { name: 'failing tasks', steps: steps(FAILING) },
    { name: 'affected', steps: steps(AFFECTED) },
    {
      name: 'cache of the other side',
      filledBy: [{ nx: build }],
      steps: steps([build, 'run sample-two:sample-reads-outputs']),
    },
    // Earlier releases run it like any other, and wait for ever.
    ...(major > 20
      ? [
          {
            name: 'continuous tasks',
            steps: steps(['run sample-two:sample-test', 'run-many -t sample-test']),
          },
        ]
      : []),
    ...runnable.map((target) => {
      const nx = ['run-many', '-t', target, '--parallel=1', '--nxIgnoreCycles', '--output-style=stream'];
      return { name: `cache of the other side: ${target}`, filledBy: [{ nx }], steps: [{ nx }] };
    }),
  ];
}

const RUN = [
  ...[
    'run sample-one:sample-build',
    'run sample-one:sample-build',
    'run sample-three:sample-build',
    'sample-build sample-three',
  ],
  ...[
    'run sample-three:sample-build --skip-nx-cache',
    'run sample-two:sample-reads-outputs',
    'sample-two:sample-reads-outputs',
  ],
  ...[
    'run sample-one:sample-context',
    'run sample-one:sample-context:other',
    'run sample-one:sample-context --word=more',
  ],
  ...[
    'run sample-one:sample-args --flag=1 -- more',
    'run sample-four:sample-inferred',
    'run sample-one:sample-build --verbose',
  ],
  ...['exec -- node -p 1', 'exec --projects=sample-* -- pwd'],
];

const RUN_MANY = [
  ...[
    build,
    build,
    `${build} --skip-nx-cache`,
    `${build} --output-style=stream`,
    `${build} --output-style=stream-without-prefixes`,
  ],
  ...[
    `${build} --output-style=static`,
    `${build} --verbose`,
    'run-many -t sample-build sample-reads-outputs -p sample-two --parallel=1',
  ],
  ...[
    'run-many -t sample-build -p tag:sample --exclude=sample-two --parallel=1',
    'run-many -t sample-inferred --parallel=1',
  ],
];

const FAILING = [
  ...[
    'run sample-one:sample-fail',
    'run-many -t sample-fail --parallel=1',
    'run-many -t sample-fail --parallel=1 --nxBail',
  ],
  ...[
    'run-many -t sample-fail sample-build --parallel=1',
    'affected -t sample-fail --base=HEAD~1 --parallel=1',
  ],
];

const AFFECTED = [
  ...['affected -t sample-build --parallel=1', 'affected -t sample-build --base=HEAD~1 --parallel=1'],
  ...[
    'affected -t sample-build --base=HEAD~1 --parallel=1',
    'affected -t sample-build --files=samples/three/project.json --parallel=1',
  ],
  'affected -t sample-build --base=HEAD~1 --parallel=1 --skip-nx-cache',
];

function steps(commands: string[]): NxStep[] {
  return commands.map((nx) => ({ nx }));
}
