import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nxBin } from '../process/nx-bin';
import { pluginHostBin } from '../process/repository';
import { runNode } from '../process/run-program';
import { NX_MAJORS, type NxMajorNumber } from './nx-majors';

/** Every command that exec has a graph for, and most of its options. */
const OF_ALL = (project: string, target: string) => [
  `show projects --json --projects=tag:*,${project} --exclude nothing --verbose`,
  `show projects -p ${project} -t ${target} --type lib --sep ,`,
  `show project ${project} --verbose`,
];
const OF_TARGETS = (project: string, target: string) => [
  `show target inputs ${project}:${target} --json`,
  `show target outputs ${project}:${target} --verbose`,
];

/** What happened to the projects since the graph before. */
const CHANGES: ((root: string, project: string) => void)[] = [
  (root, project) => {
    cpSync(join(root, project), join(root, 'libs', 'added'), { recursive: true });
    writeFileSync(join(root, 'libs', 'added', 'project.json'), '{ "name": "added", "targets": {} }');
  },
  (root) => renameSync(join(root, 'libs', 'added'), join(root, 'libs', 'moved')),
  (root) => rmSync(join(root, 'libs', 'moved'), { recursive: true }),
];

interface Shown {
  root: string;
  targets: object;
}

/** Compares what nx prints by our graph with what it prints by its own, byte by byte; in words. */
export async function checkExec(root: string, major: NxMajorNumber): Promise<string> {
  const [project] = JSON.parse(await plain(root, 'show projects --json')) as string[];
  const shown = JSON.parse(await plain(root, `show project ${project} --json`)) as Shown;
  const [target] = Object.keys(shown.targets);
  if ((await handedOver(root, 'show projects')) === undefined) return 'unchanged';
  const commands = [
    ...OF_ALL(project, target),
    ...(NX_MAJORS[major].showsTargets ? OF_TARGETS(project, target) : []),
  ];
  const differing: string[] = [];
  const check = async (command: string) => {
    const [ours, theirs] = [await handedOver(root, command), await plain(root, command)];
    if (ours !== theirs) differing.push(command);
  };
  for (const command of commands) await check(command);
  for (const change of CHANGES) {
    change(root, shown.root);
    await check('show projects --json');
  }
  for (const command of differing) console.log(`nx ${command} prints something else through exec`);
  return differing.length > 0
    ? `differs in ${differing.length}`
    : `${commands.length + CHANGES.length} the same`;
}

/** Without the edges that Nx keeps: with them, its `createMetadata` sees only those of files that changed last. */
async function plain(root: string, command: string): Promise<string> {
  const args = [nxBin(root), ...command.split(' ')];
  const env = { NX_DAEMON: 'false', NX_CACHE_PROJECT_GRAPH: 'false' };
  return (await runNode(args, { cwd: root, env })).stdout;
}

/** `undefined` where nx got no graph of ours. */
async function handedOver(root: string, command: string): Promise<string | undefined> {
  const args = [pluginHostBin, 'exec', '--verbose', '--', 'nx', ...command.split(' ')];
  const { stdout, stderr } = await runNode(args, { cwd: root, env: { NX_DAEMON: 'false' } });
  return stderr.includes('nx takes the graph of plugin-host.') ? stdout : undefined;
}
