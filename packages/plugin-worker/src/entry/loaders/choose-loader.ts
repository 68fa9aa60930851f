import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { InitializeParams, LoaderKind } from '../../protocol/types';
import { loaderOrder } from './order';
import type { RootOptions } from './root-options';
import { swcNodeTranspiler } from './swc-node';
import { tsNodeTranspiler } from './ts-node';
import { withNamesOfCommonJs } from './commonjs-names';
import { softenCommonJs } from './soften-commonjs';
import { whyNotLeftToNode } from './left-to-node';
import type { Transpile } from './transpile';
import type { TypeScriptFiles } from './typescript-files';

export interface ChosenLoader {
  kind: LoaderKind;
  reason: string;
  /** Absolute file of the transpiler's entry. */
  file?: string;
  /** Absent if node strips the types itself. */
  transpile?: Transpile;
  /** What can be tried if this one does not fit the plugin. */
  next: LoaderKind[];
}

type Transpiler = Extract<LoaderKind, 'swc-node' | 'ts-node'>;

const TRANSPILERS: Record<
  Transpiler,
  { entry: string; name: string; create: (file: string, options: RootOptions) => Transpile }
> = {
  'swc-node': {
    entry: '@swc-node/register/register',
    name: '@swc-node/register',
    create: swcNodeTranspiler,
  },
  'ts-node': { entry: 'ts-node', name: 'ts-node', create: tsNodeTranspiler },
};

/**
 * The first loader of the order that works here.
 * @throws an error that lists what was tried, and why it was not taken, if nothing is left.
 */
export function chooseLoader(
  params: InitializeParams,
  options: RootOptions,
  files: TypeScriptFiles,
): ChosenLoader {
  const { kinds, why } = loaderOrder(params.loader?.kinds, process.env);
  const passedOver = params.loader?.unfit ? [params.loader.unfit] : [];
  for (const [index, kind] of kinds.entries()) {
    const isLast = index === kinds.length - 1;
    const tried = (!isLast && unfitBeforehand(kind, params, files)) || tryLoader(kind, params, options);
    if (typeof tried === 'string') {
      passedOver.push(tried);
      continue;
    }
    const reason = passedOver.length > 0 ? passedOver.join('; ') : why;
    return { kind, reason, next: kinds.slice(index + 1), ...tried };
  }
  throw Object.assign(
    new Error(
      `it is TypeScript, and nothing here can load that: ${passedOver.join('; ')}. ` +
        `Install @swc-node/register and @swc/core in ${params.root}, or point nx.json to the plugin's JavaScript`,
    ),
    { code: 'NO_LOADER' },
  );
}

/** Seen before the plugin is loaded, this saves a process. If nothing else is left, node's own error says more. */
function unfitBeforehand(
  kind: LoaderKind,
  { file }: InitializeParams,
  files: TypeScriptFiles,
): string | undefined {
  const why = kind === 'strip-types' ? whyNotLeftToNode(file, files) : undefined;
  return why && `node's type stripping does not fit (${why})`;
}

/** The loader, or why it is none. */
function tryLoader(
  kind: LoaderKind,
  { root, file }: InitializeParams,
  options: RootOptions,
): Pick<ChosenLoader, 'file' | 'transpile'> | string {
  if (kind === 'node') return 'node alone does not load TypeScript';
  if (kind === 'strip-types') {
    const features = process.features as { typescript?: string | false };
    return features.typescript ? {} : `node ${process.version} does not strip types`;
  }
  const { entry, name, create } = TRANSPILERS[kind];
  const found = findPackage(entry, [root, dirname(file)]);
  if (!found) return `${name} is not installed`;
  try {
    return { file: found, transpile: finishing(create(found, options)) };
  } catch (error) {
    return `${name} does not start (${(error as Error).message.split('\n')[0]})`;
  }
}

/** Does what both transpilers leave undone. */
const finishing =
  (transpile: Transpile): Transpile =>
  (source, file, format) => {
    const code = transpile(source, file, format);
    return format === 'commonjs' ? softenCommonJs(code) : withNamesOfCommonJs(code);
  };

/** The workspace's own copy goes before one that only the plugin has. */
function findPackage(entry: string, directories: string[]): string | undefined {
  for (const directory of directories) {
    try {
      return createRequire(join(directory, 'package.json')).resolve(entry);
    } catch {
      // Not installed there: the next one.
    }
  }
  return undefined;
}
