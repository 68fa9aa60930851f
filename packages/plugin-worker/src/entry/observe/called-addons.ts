import { apply, hasOwn, parseJson } from '../../protocol/intrinsics';

type Callable = (this: unknown, ...args: unknown[]) => unknown;

/** Whether this call may read what nobody sees. */
type IsUnseen = (name: string, args: unknown[]) => boolean;

/** Native code that reads nothing when it is loaded, each with its reason. It depends on the call whether it does. */
const QUIET_ADDONS: [file: RegExp, isUnseen: IsUnseen, why: string][] = [
  [
    /[\\/]@swc[\\/]core[^\\/]*[\\/]/,
    readsForSwc,
    'transpiles text that it is given, if it is told all settings',
  ],
  [/[\\/]@rspack[\\/]binding-[^\\/]+[\\/]/, () => true, 'bundles; a configuration only loads it'],
];

/** What says of a call of this native code whether all of it is seen; `undefined` if nobody knows that. */
export function quietAddon(file: string): IsUnseen | undefined {
  return QUIET_ADDONS.find(([known]) => known.test(file))?.[1];
}

/** From here on, `note` is called whenever something calls what may read unseen, or makes an object of it. */
export function noteCalls(exports: Record<string, unknown>, isUnseen: IsUnseen, note: () => void): void {
  for (const [name, value] of Object.entries(exports))
    if (typeof value === 'function')
      exports[name] = noting(value as Callable, (args) => {
        if (isUnseen(name, args)) note();
      });
}

function noting(callable: Callable, note: (args: unknown[]) => void): Callable {
  return new Proxy(callable, {
    apply(target, self, args) {
      note(args);
      return apply(target, self, args);
    },
    construct(target, args, newTarget) {
      note(args);
      return Reflect.construct(target, args, newTarget) as object;
    },
    // A function of the class itself, such as one that makes objects of it.
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof value === 'function' && hasOwn(target, key)) note([]);
      return value;
    },
  });
}

interface SwcOptions {
  swcrc?: boolean;
  configFile?: unknown;
  env?: unknown;
  jsc?: { experimental?: { plugins?: unknown } };
}

/** swc looks for `.swcrc` unless it is told not to, for browserslist's files if there is an `env`, and for plugins. */
function readsForSwc(name: string, args: unknown[]): boolean {
  if (!/transform|file|bundle/i.test(name)) return false;
  const options = args.find((arg) => Buffer.isBuffer(arg));
  if (!options || !/^transform(Sync)?$/.test(name)) return true;
  const { swcrc, configFile, env, jsc } = parseOptions(options);
  return swcrc !== false || Boolean(configFile ?? env ?? jsc?.experimental?.plugins);
}

/** What is not understood is taken for options that let it read. */
function parseOptions(json: Buffer): SwcOptions {
  try {
    return Object(parseJson(json.toString())) as SwcOptions;
  } catch {
    return {};
  }
}
