import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';

export interface WorkspaceOptions {
  /** `plugins` of nx.json. */
  plugins?: unknown[];
  /** nx.json as text, where `plugins` is not enough. */
  nxJson?: string;
  /** Path below the root → content. */
  files?: Record<string, string>;
  /** Directory to make it in. Default: the system's for temporary files. */
  parent?: string;
  /**
   * `linked`: this repository's node_modules; `own`: a directory, with a link to nx in it; `none`: nothing. Default
   * `linked`.
   */
  modules?: 'linked' | 'own' | 'none';
}

export interface Workspace extends Disposable {
  root: string;
  path: (...names: string[]) => string;
  read: (file: string) => string;
  write: (file: string, content: string) => void;
  remove: (path: string) => void;
}

declare global {
  /** Is there with `KEEP_WORKSPACE=1`: what jest's environment removes, or keeps if the test has failed. */
  var disposedWorkspaces: string[] | undefined;
}

/** A workspace in a directory of its own, with two components. Disposing removes it. */
export function createWorkspace(options: WorkspaceOptions = {}): Workspace {
  const root = realpathSync(mkdtempSync(join(options.parent ?? tmpdir(), 'plugin-host-e2e-')));
  const path = (...names: string[]) => join(root, ...names);
  const write = (file: string, content: string) => {
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), content);
  };
  for (const [file, content] of Object.entries(allFiles(options))) write(file, content);
  linkModules(path('node_modules'), options.modules);
  const remove = (name: string) => rmSync(path(name), { recursive: true, force: true });
  const read = (file: string) => readFileSync(path(file), 'utf8');
  const dispose = () => (globalThis.disposedWorkspaces ? void disposedWorkspaces!.push(root) : remove(''));
  return { root, path, read, write, remove, [Symbol.dispose]: dispose };
}

function linkModules(directory: string, modules: WorkspaceOptions['modules'] = 'linked'): void {
  const installed = join(repositoryRoot, 'node_modules');
  if (modules === 'linked') symlinkSync(installed, directory);
  if (modules !== 'own') return;
  mkdirSync(directory, { recursive: true });
  symlinkSync(join(installed, 'nx'), join(directory, 'nx'));
}

function allFiles({ plugins = [], nxJson, files }: WorkspaceOptions): Record<string, string> {
  return {
    'nx.json': nxJson ?? nxJsonOf(plugins),
    'package.json': '{ "name": "workspace", "private": true }',
    'libs/one/component.json': '{}',
    'libs/two/component.json': '{}',
    ...files,
  };
}

export function nxJsonOf(plugins: unknown[]): string {
  return JSON.stringify({ neverConnectToCloud: true, analytics: false, plugins });
}
