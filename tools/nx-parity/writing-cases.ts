import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, NxStep } from './case';

/** Commands that write to the workspace, or ask for more than one graph. */
export function writingCases(): Case[] {
  const writeUgly = (root: string) =>
    writeFileSync(join(root, 'samples/one/ugly.json'), '{"a":1,\n\n\n"b":  2}');
  return [
    { name: 'sync', steps: calls(SYNC) },
    { name: 'generators', steps: calls(GENERATORS) },
    { name: 'format', steps: [{ change: writeUgly }, ...calls(FORMAT)] },
    { name: 'release', steps: calls(RELEASE) },
    { name: 'reset', steps: calls(RESET) },
  ];
}

const SYNC = [
  ...['sync:check', 'run sample-one:sample-synced', 'sync', 'sync:check', 'sync'],
  'run sample-one:sample-synced',
];

const GENERATORS = [
  'g sample-tool:add-file --name=added --dry-run',
  ...['g sample-tool:add-file --name=added', 'show projects', 'generate sample-tool:add-file more --verbose'],
  ...['g sample-tool:sync', 'show projects --affected'],
];

const FORMAT = [
  ...['format:check', 'format:check --files=samples/one/ugly.json'],
  ...['format:write --files=samples/one/ugly.json', 'format:check'],
];

const RELEASE = [
  ...['release --dry-run', 'release version 9.8.7 --dry-run', 'release changelog 9.8.7 --dry-run'],
  'release version 9.8.7 --dry-run --projects=sample-one',
  ...['release publish --dry-run', 'release plan:check'],
];

const RESET = ['reset', 'show projects', 'reset --only-cache', 'run-many -t sample-build --parallel=1'];

function calls(commands: string[]): NxStep[] {
  return commands.map((nx) => ({ nx }));
}
