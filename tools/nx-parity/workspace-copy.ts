import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseJson } from '@nx/devkit';
import { linkModules, nearestModules } from './copy-modules';
import { addSampleTool, SAMPLE_FILES, TOOL_FILES } from './sample-projects';

const LEFT_OUT = new Set(['.git', '.nx', 'node_modules', 'tmp']);
/** Where commands write what is compared and is no part of the workspace. */
export const OUT_DIRECTORY = '.nx/sample-out';
const fixtures = join(__dirname, 'fixtures/sample-tool');

/** Nx 23 keeps the results of tasks below the home directory: it is put back with the copy. */
export function homeOf(root: string): string {
  return join(dirname(root), 'home');
}

/** A copy of a workspace, with a few projects more, which can be put back to where it was. */
export class WorkspaceCopy {
  readonly root: string;
  readonly #base: string;

  constructor(source: string, directory: string) {
    this.root = join(directory, basename(source));
    this.#base = join(directory, 'base');
    copyModules(source, this.#base, copyTree(source, this.#base));
    addSamples(this.#base);
    commit(this.#base);
    this.restore();
  }

  /** With the caches of `keep` or, if it is cold, without any. */
  restore(isCold = false): void {
    remove(this.root);
    cpSync(this.#base, this.root, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    if (isCold) remove(join(this.root, '.nx'));
    mkdirSync(join(this.root, OUT_DIRECTORY), { recursive: true });
    remove(homeOf(this.root));
    mkdirSync(homeOf(this.root));
  }

  /** What nx has in its caches now is there whenever the copy is put back. */
  keepCaches(): void {
    const caches = join(this.#base, '.nx');
    remove(caches);
    if (existsSync(join(this.root, '.nx'))) cpSync(join(this.root, '.nx'), caches, { recursive: true });
  }
}

/** Without modules: their links are made when there is something for them to lead to. */
function copyTree(from: string, to: string, modules: string[] = []): string[] {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === 'node_modules') modules.push(source);
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory()) copyTree(source, target, modules);
    else cpSync(source, target, { verbatimSymlinks: true });
  }
  return modules;
}

function copyModules(source: string, base: string, modules: string[]): void {
  const below = modules.filter((each) => dirname(each) !== source);
  linkModules(nearestModules(source), join(base, 'node_modules'));
  for (const each of below) linkModules(each, join(base, relative(source, each)));
}

function addSamples(root: string): void {
  const tool = join(root, 'node_modules/sample-tool');
  cpSync(fixtures, tool, { recursive: true });
  writeAll(tool, TOOL_FILES);
  writeAll(root, SAMPLE_FILES);
  const nxJson = join(root, 'nx.json');
  const parsed = parseJson<Record<string, unknown>>(readFileSync(nxJson, 'utf8'));
  writeFileSync(nxJson, JSON.stringify(addSampleTool(parsed), null, 2));
}

function writeAll(root: string, files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** Two commits on `main`: the samples are what the last one has changed. */
function commit(root: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=nx', '-c', 'user.email=nx@example.org', ...args], { cwd: root });
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(root, '.git/info/exclude'), 'node_modules\n.nx\ndist\ntmp\n');
  git('add', '--all', '--', '.', ':!samples/two/source.txt');
  git('commit', '--quiet', '--no-verify', '-m', 'first');
  git('add', '--all');
  git('commit', '--quiet', '--no-verify', '-m', 'second');
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
