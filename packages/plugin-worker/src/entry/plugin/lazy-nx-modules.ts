import { closeSync, openSync, readSync } from 'node:fs';
import Module from 'node:module';

/** Nx and its official packages, whose files are CommonJS as TypeScript emits it. */
const NX_FILE = /[\\/]node_modules[\\/](?:nx|@nx[\\/][^\\/]+)[\\/].*\.js$/;
/** A module with exports of its own says so in its first lines. One that has only effects is never put off. */
const HAS_EXPORTS = /"__esModule"[^\n]*\n\s*exports\./;
const HEAD_BYTES = 512;

type Exports = Record<PropertyKey, unknown>;
interface Loader {
  _load: (this: void, request: string, parent: NodeModule | undefined, isMain: boolean) => Exports;
  _resolveFilename: (this: void, request: string, parent: NodeModule, isMain: boolean) => string;
  _cache: Record<string, NodeModule | undefined>;
}

/**
 * `@nx/devkit` loads some 550 modules, of which a plugin uses a few. From here on, if a module of Nx requires another
 * one, that one is loaded when something of it is first read. Everything else loads as always.
 * `PLUGIN_HOST_EAGER_NX=true` switches this off. Measured: docs/decisions/0006-cold-start.md.
 */
export function loadNxLazily(): void {
  if (process.env['PLUGIN_HOST_EAGER_NX'] === 'true') return;
  const loader = Module as unknown as Loader;
  const load = loader._load;
  const putOff = new Map<string, Exports>();
  loader._load = function (request, parent, isMain) {
    const loadNow = () => load(request, parent, isMain);
    if (!request.startsWith('.') || !parent?.filename || !NX_FILE.test(parent.filename)) return loadNow();
    const file = loader._resolveFilename(request, parent, isMain);
    if (loader._cache[file]) return loadNow();
    let exports = putOff.get(file);
    if (!exports) {
      if (!NX_FILE.test(file) || !hasExports(file)) return loadNow();
      exports = createLazyExports(() => load(file, parent, false));
      putOff.set(file, exports);
    }
    return exports;
  };
}

function hasExports(file: string): boolean {
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    return HAS_EXPORTS.test(head.toString('latin1', 0, readSync(descriptor, head)));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Stands for the exports of a module until something of them is read. `__esModule` is known without a load, since
 * tslib's helpers ask for it.
 */
function createLazyExports(load: () => Exports): Exports {
  let loaded: Exports | undefined;
  const exports = () => (loaded ??= load());
  const target = Object.defineProperty({}, '__esModule', { value: true });
  return new Proxy(target, {
    get: (_, key) => (key === '__esModule' ? true : exports()[key]),
    set: (_, key, value) => Reflect.set(exports(), key, value),
    has: (_, key) => key in exports(),
    ownKeys: () => [...new Set([...Reflect.ownKeys(exports()), '__esModule'])],
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(key === '__esModule' ? target : exports(), key);
      // What the target lacks may not be shown as fixed.
      return descriptor && key !== '__esModule' ? { ...descriptor, configurable: true } : descriptor;
    },
    defineProperty: (_, key, descriptor) => Reflect.defineProperty(exports(), key, descriptor),
    deleteProperty: (_, key) => Reflect.deleteProperty(exports(), key),
  });
}
