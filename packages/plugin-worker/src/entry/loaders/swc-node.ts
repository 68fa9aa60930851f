import { createRequire } from 'node:module';
import type { RootOptions } from './root-options';
import type { Transpile } from './transpile';

interface SwcNodeCore {
  transformSync: (source: string, file: string, options: object) => { code: string };
}

/**
 * The transformer below the workspace's `@swc-node/register`. Its own `register` would load all of TypeScript to read a
 * configuration that is known here, which costs each worker 0.15 s of processor time.
 */
export function swcNodeTranspiler(registerFile: string, root: RootOptions): Transpile {
  const { transformSync } = createRequire(registerFile)('@swc-node/core') as SwcNodeCore;
  const { experimentalDecorators, emitDecoratorMetadata, esModuleInterop, useDefineForClassFields } = root;
  const common = {
    target: 'es2022',
    sourcemap: 'inline',
    dynamicImport: true,
    keepClassNames: true,
    experimentalDecorators,
    emitDecoratorMetadata,
    esModuleInterop,
    useDefineForClassFields,
  };
  const modules = {
    // The annotation names the exports for who imports them into an ES module.
    commonjs: { type: 'commonjs', noInterop: !esModuleInterop, exportInteropAnnotation: true },
    module: { type: 'es6' },
  };
  return (source, file, format) => {
    try {
      const module = format === 'module' ? 'es6' : 'commonjs';
      return transformSync(source, file, { ...common, module, swc: { module: modules[format] } }).code;
    } catch (cause) {
      throw new SyntaxError(messageOf(cause as Error), { cause });
    }
  };
}

/** swc's picture of the place, without the stack of its native code. */
function messageOf({ message }: Error): string {
  return message.split(/\n+Caused by:/)[0].trim();
}
