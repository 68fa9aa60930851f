import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FormatRule } from '../../protocol/types';
import { formatFor } from './module-format';
import type { ModuleFormat, Transpile } from './transpile';
import { TYPESCRIPT, type TypeScriptFiles } from './typescript-files';

export interface ResolveContext {
  conditions: string[];
  parentURL?: string | undefined;
}
export interface LoadContext {
  conditions?: string[];
  importAttributes?: Record<string, string>;
}
export interface Resolved {
  url: string;
  shortCircuit?: boolean;
}
export interface Loaded {
  format: ModuleFormat | `${ModuleFormat}-typescript`;
  source?: string;
  shortCircuit?: boolean;
}

const NOT_FOUND = new Set(['MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_UNSUPPORTED_DIR_IMPORT']);

/** The decisions of module hooks, whether node runs them in this thread or in one of its own. */
export interface ModuleHooks {
  /** What goes before node's own resolution. */
  before(specifier: string, context: ResolveContext): Resolved | undefined;
  /** @throws `error` if it is not about a file that TypeScript would have found. */
  afterFailure(specifier: string, context: ResolveContext, error: unknown): Resolved;
  /** `undefined` means that node is to load it. */
  load(url: string, context: LoadContext): Loaded | undefined;
}

export function createModuleHooks(
  files: TypeScriptFiles,
  transpile: Transpile | undefined,
  onLoad: (file: string) => void,
  rule: () => FormatRule,
): ModuleHooks {
  return {
    before: (specifier, { parentURL }) => resolved(files.aliased(specifier, fileOf(parentURL))),
    afterFailure: (specifier, { parentURL }, error) => {
      const isMissing = NOT_FOUND.has((error as NodeJS.ErrnoException).code ?? '');
      const source = isMissing ? resolved(files.source(specifier, fileOf(parentURL))) : undefined;
      if (!source) throw error;
      return source;
    },
    load: (url, context) => {
      const file = fileOf(url);
      if (file === undefined) return undefined;
      onLoad(file);
      // Node 20 does not say; there it is asked for what is imported alone.
      const isImported = !context.conditions?.includes('require');
      if (isImported && file.endsWith('.json') && !context.importAttributes?.['type']) return loadJson(file);
      if (!TYPESCRIPT.test(file)) return undefined;
      const source = readFileSync(file, 'utf8');
      // Told the format, node has nothing to find out, and does not warn that it had to.
      if (!transpile)
        return {
          format: `${formatFor(file, source, true, 'detected')}-typescript`,
          source,
          shortCircuit: true,
        };
      const format = formatFor(file, source, isImported, rule());
      return { format, source: transpile(source, file, format), shortCircuit: true };
    },
  };
}

/** Leaves everything to node, and notes what is loaded. */
export function createNotingHooks(onLoad: (file: string) => void): ModuleHooks {
  return {
    before: () => undefined,
    afterFailure: (_specifier, _context, error) => {
      throw error;
    },
    load: (url) => {
      const file = fileOf(url);
      if (file !== undefined) onLoad(file);
      return undefined;
    },
  };
}

/** TypeScript lets a JSON file be imported without the attribute that node asks for. */
function loadJson(file: string): Loaded {
  const text = readFileSync(file, 'utf8');
  JSON.parse(text);
  return { format: 'module', source: `export default ${text}`, shortCircuit: true };
}

function resolved(file: string | undefined): Resolved | undefined {
  return file === undefined ? undefined : { url: pathToFileURL(file).href, shortCircuit: true };
}

function fileOf(url: string | undefined): string | undefined {
  return url?.startsWith('file:') ? fileURLToPath(url) : undefined;
}
