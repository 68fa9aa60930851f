import { existsSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InitializeParams, LoaderKind, LoaderReport } from '../../types';
import { registerPaths } from './register-paths';
import { registerSwc } from './register-swc';
import { registerTsNode } from './register-ts-node';
import { resolveTypeScriptSpecifiers } from './resolve-typescript-specifiers';
import { readRootOptions } from './root-options';

type Transpiler = Extract<LoaderKind, 'swc-node' | 'ts-node'>;

interface Found {
  kind: Transpiler;
  /** Absolute file of the transpiler's CommonJS entry. */
  file: string;
}

const ENTRIES: Record<Transpiler, { require: string; esm: string }> = {
  'swc-node': { require: '@swc-node/register/register', esm: '@swc-node/register/esm' },
  'ts-node': { require: 'ts-node', esm: 'ts-node/esm' },
};
/** Stands in where the workspace has no configuration: the ES module hooks of swc-node resolve nothing without one. */
const NO_TSCONFIG = join(__dirname, '..', '..', '..', 'tsconfig.plugin.json');
const PREFERENCE: readonly Transpiler[] = ['swc-node', 'ts-node'];

/**
 * Registers what turns the plugin's TypeScript into JavaScript: swc-node, else ts-node, as the workspace has them, else
 * node's own type stripping.
 * @throws an error that lists what was tried where nothing fits; there is no silent fallback.
 */
export function registerLoader(params: InitializeParams, format: LoaderReport['format']): LoaderReport {
  const wanted = params.loader?.kind;
  const found = wanted === 'strip-types' ? undefined : findTranspiler(params.root, wanted);
  if (!found) return useTypeStripping(params, format);
  const tsconfig = params.loader?.tsconfig ?? findTsconfig(params.root);
  registerTranspiler(found, tsconfig);
  resolveTypeScriptSpecifiers();
  if (format === 'module') registerEsmHooks(found, tsconfig ?? NO_TSCONFIG);
  const why = wanted ? 'it was asked for' : reasonFor(found.kind);
  return { kind: found.kind, format, reason: why, resolvedFrom: found.file };
}

/** The configuration that Nx takes for the root's. */
function findTsconfig(root: string): string | undefined {
  return ['tsconfig.base.json', 'tsconfig.json']
    .map((name) => join(root, name))
    .find((file) => existsSync(file));
}

function reasonFor(kind: Transpiler): string {
  return kind === 'swc-node'
    ? 'the workspace has @swc-node/register'
    : 'the workspace has ts-node and no @swc-node/register';
}

function findTranspiler(root: string, wanted: LoaderKind | undefined): Found | undefined {
  const { resolve } = createRequire(join(root, 'package.json'));
  for (const kind of PREFERENCE) {
    if (wanted !== undefined && wanted !== kind) continue;
    try {
      return { kind, file: resolve(ENTRIES[kind].require) };
    } catch {
      // Not installed: the next one.
    }
  }
  return undefined;
}

function useTypeStripping({ root, loader }: InitializeParams, format: LoaderReport['format']): LoaderReport {
  const features = process.features as { typescript?: string | false };
  if (features.typescript && (loader?.kind === undefined || loader.kind === 'strip-types')) {
    resolveTypeScriptSpecifiers();
    const reason = loader?.kind
      ? 'it was asked for'
      : `neither @swc-node/register nor ts-node is installed in ${root}`;
    return { kind: 'strip-types', format, reason };
  }
  const tried =
    loader?.kind ?? `@swc-node/register, ts-node and the type stripping of node ${process.version}`;
  throw new Error(
    `it is TypeScript, and nothing here can load that: tried ${tried}, from ${root}. ` +
      `Install @swc-node/register and @swc/core there, or point nx.json to the plugin's JavaScript.`,
  );
}

function registerTranspiler({ kind, file }: Found, tsconfig: string | undefined): void {
  const root = readRootOptions(tsconfig);
  process.setSourceMapsEnabled(true);
  if (kind === 'swc-node') registerSwc(file, root);
  else registerTsNode(file, root);
  registerPaths(root.paths, root.pathsBase);
}

/**
 * ES modules load through hooks in a thread of node's. That thread takes its configuration from the environment, which it
 * copies when the first hook is registered; the plugin must not find ours in it.
 */
function registerEsmHooks({ kind, file }: Found, tsconfig: string): void {
  const ours = { SWC_NODE_PROJECT: tsconfig, TS_NODE_PROJECT: tsconfig, TS_NODE_TRANSPILE_ONLY: 'true' };
  const before = Object.keys(ours).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, ours);
  register(ENTRIES[kind].esm, pathToFileURL(file).href);
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
