import Module, { register } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { noteEsModulesOf } from '../loaded-files';
import type { FormatRule } from '../../protocol/types';
import { formatFor } from './module-format';
import type { HooksThreadSettings } from './hooks-thread';
import type { Transpile } from './transpile';
import type { TypeScriptFiles } from './typescript-files';

type CompilingModule = NodeModule & { _compile(code: string, file: string, format: string): void };
type Resolve = (
  request: string,
  parent: { filename?: string | null } | undefined,
  ...rest: unknown[]
) => string;

/** Before node 22.15 `require` is hooked through its internals, since there is no public way. */
export function hookRequire(files: TypeScriptFiles, transpile: Transpile, rule: () => FormatRule): void {
  resolveRequests(files);
  transpileRequired(transpile, rule);
}

/** Before node 22.15 `import` is hooked through a thread of node's, with a transpiler of its own. */
export function hookImport(settings: Omit<HooksThreadSettings, 'loaded'>): void {
  const { port1, port2 } = new MessageChannel();
  noteEsModulesOf(port1);
  const data = { ...settings, loaded: port2 };
  register(pathToFileURL(join(__dirname, 'hooks-thread.js')).href, { data, transferList: [port2] });
}

function resolveRequests(files: TypeScriptFiles): void {
  const internals = Module as unknown as { _resolveFilename: Resolve };
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (this: unknown, request, parent, ...rest) {
    const importer = parent?.filename ?? undefined;
    const aliased = files.aliased(request, importer);
    if (aliased !== undefined) return aliased;
    try {
      return resolve.call(this, request, parent, ...rest);
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
      const source = isMissing ? files.source(request, importer) : undefined;
      if (source === undefined) throw error;
      return source;
    }
  };
}

function transpileRequired(transpile: Transpile, rule: () => FormatRule): void {
  const load: NodeJS.RequireExtensions[string] = (module, file) => {
    const source = readFileSync(file, 'utf8');
    if (formatFor(file, source, false, rule()) === 'module')
      throw Object.assign(new Error(`require() of the ES module ${file}`), { code: 'ERR_REQUIRE_ESM' });
    const compiled = transpile(source, file, 'commonjs');
    // Node is told the format. So it does not take the file for an ES module if it has the syntax of one.
    (module as CompilingModule)._compile(compiled, file, 'commonjs');
  };
  for (const extension of ['.ts', '.tsx', '.mts', '.cts']) require.extensions[extension] = load;
}
