import { createRequire } from 'node:module';
import type { RootOptions } from './root-options';

interface SwcNodeCore {
  transformSync: (source: string, file: string, options: object) => { code: string };
}
interface Pirates {
  addHook: (hook: (code: string, file: string) => string, options: { exts: string[] }) => void;
}

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts'];

/**
 * Hooks the workspace's swc-node into `require`. Its own `register` would load all of TypeScript to read a configuration that
 * is known here, which costs each worker 0.15 s of processor time; the transformer below it is the same.
 */
export function registerSwc(registerFile: string, root: RootOptions): void {
  const requireThere = createRequire(registerFile);
  const { transformSync } = requireThere('@swc-node/core') as SwcNodeCore;
  const { addHook } = requireThere('pirates') as Pirates;
  const { experimentalDecorators, emitDecoratorMetadata, esModuleInterop, useDefineForClassFields } = root;
  const options = {
    module: 'commonjs',
    target: 'es2022',
    sourcemap: 'inline',
    dynamicImport: true,
    keepClassNames: true,
    experimentalDecorators,
    emitDecoratorMetadata,
    esModuleInterop,
    useDefineForClassFields,
  };
  const compile = (code: string, file: string) => {
    try {
      return transformSync(code, file, { ...options }).code;
    } catch (cause) {
      throw new SyntaxError(messageOf(cause as Error), { cause });
    }
  };
  addHook(compile, { exts: EXTENSIONS });
}

/** swc's picture of the place, without the stack of its native code. */
function messageOf({ message }: Error): string {
  return message.split(/\n+Caused by:/)[0].trim();
}
