import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import {
  findAuthorPackage,
  PortableText,
  TemporaryWorkspace,
} from '@plugin-isolation/plugin-worker/internal/testing';
import { recordedPluginMissing } from '../errors/record-error-texts';
import type { ReplayedCall } from './compare-calls';
import { withRoot, WORKSPACE, type PluginRecord } from './plugin-record';
import { Replaying, type ReplaySettings } from './replaying';

export interface ReplayOptions extends Pick<ReplaySettings, 'record' | 'inspect' | 'onBegin' | 'onLog'> {
  /** File of the plugin. Default: the one that the record has, else the package of the same name. */
  plugin?: string | undefined;
  /** From where packages are found. */
  cwd: string;
}

export interface Replay {
  file: string;
  calls: ReplayedCall[];
}

/** Runs the plugin of a record against the files of that record, in a workspace that is removed afterwards. */
export async function replayRecord(options: ReplayOptions): Promise<Replay> {
  const { record, cwd } = options;
  const given = options.plugin === undefined ? undefined : resolve(cwd, options.plugin);
  const installed = findAuthorPackage(given ?? join(cwd, 'here'));
  const workspace = new TemporaryWorkspace(installed.nodeModules);
  try {
    writeFiles(record, workspace);
    const file = given ?? findPlugin(record, workspace, cwd);
    if (!existsSync(file)) throw recordedPluginMissing(record.plugin, `at ${file}`);
    const portable = portableText(record, file, workspace, installed.nodeModules);
    const calls = await new Replaying({ ...options, file, workspace, portable }).run();
    return { file: file.replace(workspace.root, WORKSPACE), calls };
  } finally {
    workspace.dispose();
  }
}

/** Files without a content are empty: it may be enough that they are there. */
function writeFiles({ files, directories, leftOut }: PluginRecord, workspace: TemporaryWorkspace): void {
  for (const directory of directories) mkdirSync(join(workspace.root, directory), { recursive: true });
  for (const path of Object.keys(leftOut)) workspace.write({ [path]: '' });
  for (const [path, { text, base64 }] of Object.entries(files)) {
    const content =
      base64 === undefined ? withRoot(text ?? '', workspace.root) : Buffer.from(base64, 'base64');
    workspace.write({ [path]: content });
  }
}

/** That of the record's own files, or the package as it is installed here. */
function findPlugin({ plugin, file }: PluginRecord, { root }: TemporaryWorkspace, cwd: string): string {
  const recorded = resolve(withRoot(file, root));
  if (recorded.startsWith(root + sep) && existsSync(recorded)) return recorded;
  try {
    return createRequire(join(cwd, 'package.json')).resolve(plugin);
  } catch {
    throw recordedPluginMissing(plugin, `from ${cwd}`);
  }
}

/** What was recorded has the same names for the same places. */
function portableText(
  { file }: PluginRecord,
  actual: string,
  { root }: TemporaryWorkspace,
  nodeModules: string | undefined,
): PortableText {
  const packages = nodeModules ? [nodeModules, realpathSync(nodeModules)] : [];
  const modules = packages.map((directory): [string, string] => [directory, `${WORKSPACE}/node_modules`]);
  return new PortableText([[root, WORKSPACE], [dirname(actual), dirname(file)], ...modules]);
}
