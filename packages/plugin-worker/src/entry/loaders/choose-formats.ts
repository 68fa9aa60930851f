import type { FormatRule, InitializeParams, LoaderKind } from '../../protocol/types';
import { majorOfNx } from '../plugin/choose-create-nodes';
import { whyNotLeftToNode } from './left-to-node';
import { declaredFormat } from './module-format';
import type { TypeScriptFiles } from './typescript-files';

/**
 * From this major on, Nx begins with node's type stripping unless it is told not to. The major before has to be told
 * to.
 */
const STRIPS_FIRST = 23;

/**
 * What becomes of TypeScript files here, so that a plugin finds what it finds in Nx. Nx's transpilers make CommonJS of
 * every file. If Nx leaves a plugin to node, node decides. As soon as a file needs more than type stripping, Nx
 * transpiles all of them.
 */
export function chooseFormats(
  params: InitializeParams,
  kind: LoaderKind,
  files: TypeScriptFiles,
): FormatRule {
  if (params.loader?.formats) return params.loader.formats;
  const isLeft = nxLeavesToNode(params, kind) && whyNotLeftToNode(params.file, files) === undefined;
  return isLeft ? 'detected' : 'commonjs';
}

function nxLeavesToNode({ root, file }: InitializeParams, kind: LoaderKind): boolean {
  const { typescript } = process.features as { typescript?: string | false };
  if (!typescript) return false;
  // ts-node refuses to make CommonJS of it, and Nx then has node import it.
  if (kind === 'ts-node' && declaredFormat(file) === 'module') return true;
  const { NX_PREFER_TS_NODE, NX_PREFER_NODE_STRIP_TYPES } = process.env;
  if (NX_PREFER_TS_NODE === 'true') return false;
  const major = majorOfNx(root);
  if (major >= STRIPS_FIRST) return NX_PREFER_NODE_STRIP_TYPES !== 'false';
  return major === STRIPS_FIRST - 1 && NX_PREFER_NODE_STRIP_TYPES === 'true';
}

/**
 * What to try in a new process after a failure that can come of the format; `undefined` means that the error stands.
 * After `detected` comes `commonjs`, then `declared`, and nothing after that.
 */
export function otherFormats(error: Error, rule: FormatRule): FormatRule | undefined {
  if (rule === 'declared' || !isAboutFormat(error, rule)) return undefined;
  return rule === 'commonjs' ? 'declared' : 'commonjs';
}

/** What CommonJS can't have of ES modules. */
const NOT_IN_COMMONJS = /^ERR_(?:REQUIRE_ESM|REQUIRE_ASYNC_MODULE|PACKAGE_PATH_NOT_EXPORTED)$/;
/** What an ES module does not find, and CommonJS does. */
const NOT_IN_ES_MODULES =
  /^(?:(?:ERR_)?MODULE_NOT_FOUND|ERR_UNSUPPORTED_DIR_IMPORT|ERR_PACKAGE_PATH_NOT_EXPORTED)$/;

function isAboutFormat(error: Error, rule: FormatRule): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  if ((rule === 'commonjs' ? NOT_IN_COMMONJS : NOT_IN_ES_MODULES).test(code)) return true;
  // One with a cause is the transpiler's, about what the file says in any format.
  if (error instanceof SyntaxError) return error.cause === undefined;
  return error instanceof TypeError || error instanceof ReferenceError;
}
