import { createRequire } from 'node:module';
import type { RootOptions } from './root-options';

/** Hooks the workspace's ts-node into `require`. It transpiles and does not check types. */
export function registerTsNode(file: string, root: RootOptions): void {
  const { register } = createRequire(file)(file) as { register: (options: object) => unknown };
  const { experimentalDecorators, emitDecoratorMetadata, esModuleInterop, useDefineForClassFields } = root;
  register({
    transpileOnly: true,
    skipProject: true,
    compilerOptions: {
      module: 'commonjs',
      moduleResolution: 'node10',
      target: 'es2022',
      inlineSourceMap: true,
      experimentalDecorators,
      emitDecoratorMetadata,
      esModuleInterop,
      useDefineForClassFields,
    },
  });
}
