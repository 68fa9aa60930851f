import { renameSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, ChangeStep, NxStep } from './case';
import { OUT_DIRECTORY } from './workspace-copy';

/** What is affected after a change that nobody has committed. */
export function affectedCases(): Case[] {
  return [
    after('a project was added', (root) => {
      write(
        root,
        'samples/five/project.json',
        '{ "name": "sample-five", "targets": { "sample-build": { "command": "echo five" } } }',
      );
    }),
    after('a project was renamed', (root) => {
      write(
        root,
        'samples/one/project.json',
        '{ "name": "sample-uno", "targets": { "sample-build": { "command": "echo uno" } } }',
      );
      write(
        root,
        'samples/two/project.json',
        '{ "name": "sample-two", "implicitDependencies": ["sample-uno"] }',
      );
    }),
    after('a project was moved', (root) =>
      renameSync(join(root, 'samples/three'), join(root, 'samples/drei')),
    ),
    after('a project was deleted', (root) => rmSync(join(root, 'samples/three'), { recursive: true })),
    after('a file was deleted that only a pattern knew of', (root) =>
      rmSync(join(root, 'samples/four/sample.json')),
    ),
    after('a file changed', (root) => write(root, 'samples/two/source.txt', 'changed\n')),
    after('nx.json changed', (root) =>
      write(root, 'nx.json', '{ "plugins": ["sample-tool"], "neverConnectToCloud": true }'),
    ),
    after('package.json changed', (root) =>
      write(root, 'package.json', '{ "name": "other", "private": true }'),
    ),
  ];
}

function after(what: string, change: ChangeStep['change']): Case {
  const steps: NxStep[] = [
    ...[
      'show projects',
      'show projects --affected',
      'show projects --affected --json --base=HEAD',
      'show projects --affected --uncommitted',
    ],
    `graph --affected --file=${OUT_DIRECTORY}/affected.json`,
    'affected -t sample-build --graph=stdout',
  ].map((nx) => ({ nx }));
  return { name: `affected after ${what}`, steps: [{ change }, ...steps] };
}

function write(root: string, file: string, text: string): void {
  mkdirSync(join(root, file, '..'), { recursive: true });
  writeFileSync(join(root, file), text);
}
