import { digestOfVariable } from '../../inputs/digest-of-variable';
import type { Recorder } from './recorder';

/**
 * Puts something before `process.env` that tells which variables are read. What this process has set itself says
 * nothing about the environment.
 */
export function observeEnvironment(recorder: Recorder): void {
  const own = new Set<string>();
  /** All variables have just been listed, to be read one by one. They count together then. */
  let listed: Set<string | symbol> | undefined;
  const note = (name: string | symbol, env: NodeJS.ProcessEnv) => {
    if (typeof name !== 'string' || own.has(name)) return;
    recorder.noteOther('variable', name, digestOfVariable(env[name]));
  };
  const noteOwn = (name: string | symbol) => void own.add(name as string);
  process.env = new Proxy(process.env, {
    ...writesOf(noteOwn),
    // A copy asks for it before each value, `hasOwn` for nothing else.
    getOwnPropertyDescriptor(env, name) {
      if (!listed?.has(name)) note(name, env);
      return Reflect.getOwnPropertyDescriptor(env, name);
    },
    get(env, name) {
      if (!listed?.delete(name)) note(name, env);
      return env[name as string];
    },
    has(env, name) {
      note(name, env);
      return name in env;
    },
    ownKeys(env) {
      const names = Reflect.ownKeys(env);
      recorder.noteOther('environment', '', '');
      listed = new Set(names);
      queueMicrotask(() => (listed = undefined));
      return names;
    },
  });
}

function writesOf(note: (name: string | symbol) => void): ProxyHandler<NodeJS.ProcessEnv> {
  return {
    defineProperty(env, name, descriptor) {
      note(name);
      return Reflect.defineProperty(env, name, descriptor);
    },
    set(env, name, value) {
      note(name);
      return Reflect.set(env, name, value);
    },
    deleteProperty(env, name) {
      note(name);
      return Reflect.deleteProperty(env, name);
    },
  };
}
