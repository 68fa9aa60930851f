import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases';

/** Commands that write to the workspace, or ask for more than one graph. */
export function writingCases(): Case[] {
  const calls = (...commands: string[]) => commands.map((nx) => ({ nx }));
  return [
    {
      name: 'sync',
      steps: calls(
        'sync:check',
        'run sample-one:sample-synced',
        'sync',
        'sync:check',
        'sync',
        'run sample-one:sample-synced',
      ),
    },
    {
      name: 'generators',
      steps: calls(
        ...[
          'g sample-tool:add-file --name=added --dry-run',
          'g sample-tool:add-file --name=added',
          'show projects',
        ],
        ...['generate sample-tool:add-file more --verbose', 'g sample-tool:sync', 'show projects --affected'],
      ),
    },
    {
      name: 'format',
      steps: [
        { change: (root) => writeFileSync(join(root, 'samples/one/ugly.json'), '{"a":1,\n\n\n"b":  2}') },
        ...calls(
          'format:check',
          'format:check --files=samples/one/ugly.json',
          'format:write --files=samples/one/ugly.json',
          'format:check',
        ),
      ],
    },
    {
      name: 'release',
      steps: calls(
        ...[
          'release --dry-run',
          'release version 9.8.7 --dry-run',
          'release version 9.8.7 --dry-run --projects=sample-one',
        ],
        ...['release changelog 9.8.7 --dry-run', 'release publish --dry-run', 'release plan:check'],
      ),
    },
    {
      name: 'reset',
      steps: calls('reset', 'show projects', 'reset --only-cache', 'run-many -t sample-build --parallel=1'),
    },
  ];
}
