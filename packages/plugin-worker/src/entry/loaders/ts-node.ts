import { createRequire } from 'node:module';
import type { RootOptions } from './root-options';
import type { ModuleFormat, Transpile } from './transpile';

interface TsNode {
  create: (this: void, options: object) => { compile: (source: string, file: string) => string };
}

/** ts-node would map the stacks of what it has compiled in this thread, and of nothing else; node maps all of them. */
function keepingStacks(create: TsNode['create'], options: object): ReturnType<TsNode['create']> {
  const before = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    return create(options);
  } finally {
    if (before) Object.defineProperty(Error, 'prepareStackTrace', before);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
}

/** The workspace's ts-node. It transpiles and does not check types. */
export function tsNodeTranspiler(file: string, root: RootOptions): Transpile {
  const { create } = createRequire(file)(file) as TsNode;
  const { experimentalDecorators, emitDecoratorMetadata, esModuleInterop, useDefineForClassFields } = root;
  const serviceFor = (module: string) =>
    keepingStacks(create, {
      transpileOnly: true,
      skipProject: true,
      compilerOptions: {
        module,
        moduleResolution: 'node10',
        target: 'es2022',
        inlineSourceMap: true,
        experimentalDecorators,
        emitDecoratorMetadata,
        esModuleInterop,
        useDefineForClassFields,
      },
    });
  // Made at once: a TypeScript that ts-node can't use is seen before it is chosen.
  const services: Partial<Record<ModuleFormat, ReturnType<TsNode['create']>>> = {
    commonjs: serviceFor('commonjs'),
  };
  return (source, path, format) => {
    services[format] ??= serviceFor('es2022');
    return services[format].compile(source, path);
  };
}
