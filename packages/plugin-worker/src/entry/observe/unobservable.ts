import { subscribe } from 'node:diagnostics_channel';
import os from 'node:os';
import { apply } from '../../protocol/intrinsics';
import type { Recorder } from './recorder';

type Native = (this: unknown, ...args: unknown[]) => unknown;
type Binding = Record<string, unknown>;

/**
 * Native code that is known to read nothing but what it is given, or what is observed otherwise, each with its reason.
 */
const KNOWN_ADDONS: [file: RegExp, why: string][] = [
  [
    /[\\/]@nx[\\/]nx-[^\\/]+[\\/]nx\.[^\\/]+\.node$/,
    "Nx's index and hashes: its questions are noted one by one",
  ],
  [/[\\/]nx[\\/](dist[\\/])?src[\\/]native[\\/]nx\.[^\\/]+\.node$/, 'the same, in older packages'],
  [/[\\/]nx-native-file-cache-[^\\/]+[\\/]/, 'the same, as Nx copies it'],
  [/[\\/]@swc[\\/]core[^\\/]*[\\/]/, 'transpiles text that it is given'],
  [/[\\/]@swc-node[\\/]/, 'transpiles text that it is given'],
  [/[\\/]@oxc-[^\\/]+[\\/]/, 'parses text that it is given'],
  [/[\\/]@unrs[\\/]resolver[^\\/]+[\\/]/, 'is loaded by linters, and only called in their own runs'],
  [/[\\/]@rollup[\\/]rollup-[^\\/]+[\\/]/, 'parses text that it is given'],
  [/[\\/]fsevents[\\/]/, 'only watches'],
];

/** They read and write files on their own. */
const UNSEEN_MODULES = /^(?:node:)?(?:sqlite|wasi)$/;

/** Notes what may bring something in that nobody sees. */
export function observeTheRest(recorder: Recorder, binding: (name: string) => Binding): void {
  const onCall = (
    owner: unknown,
    name: string,
    reason: (args: unknown[], self: unknown) => string | undefined,
  ) => {
    const holder = owner as Record<string, Native> | undefined;
    const native = holder?.[name];
    if (typeof native !== 'function') return;
    const observed: Native = function (...args) {
      try {
        const why = reason(args, this);
        if (why !== undefined) recorder.noteIncomplete(why);
      } catch {
        recorder.noteIncomplete('has changed the language or node, so that not all is seen');
      }
      return apply(native, this, args);
    };
    // It may have properties of its own.
    holder![name] = Object.assign(observed, native);
  };
  const prototypeOf = (name: string, type: string) =>
    (binding(name)[type] as { prototype?: object } | undefined)?.prototype;
  onCall(prototypeOf('process_wrap', 'Process'), 'spawn', (args) => started(args));
  onCall(binding('spawn_sync'), 'spawn', started);
  for (const method of ['connect', 'connect6'])
    onCall(prototypeOf('tcp_wrap', 'TCP'), method, () => 'used the network');
  for (const method of ['send', 'send6'])
    onCall(prototypeOf('udp_wrap', 'UDP'), method, () => 'used the network');
  onCall(prototypeOf('pipe_wrap', 'Pipe'), 'connect', () => 'connected to another process');
  onCall(binding('cares_wrap'), 'getaddrinfo', () => 'used the network');
  onCall(process, 'dlopen', ([, file]) =>
    KNOWN_ADDONS.some(([known]) => known.test(String(file)))
      ? undefined
      : `loaded native code, ${String(file)}`,
  );
  onCall(process, 'binding', ([name]) => `used process.binding('${String(name)}')`);
  onCall(os, 'homedir', () => {
    // It reads them where nobody sees it.
    void [process.env['HOME'], process.env['USERPROFILE']];
    return undefined;
  });
  onCall(process, 'getBuiltinModule', ([name]) =>
    UNSEEN_MODULES.test(String(name)) ? `uses ${String(name)}` : undefined,
  );
  onCall(process, 'loadEnvFile', () => 'had node load a file of variables');
  observeThreads(recorder);
  for (const kind of ['require', 'import'])
    subscribe(`tracing:module.${kind}:start`, (message) => {
      const { id, url } = message as { id?: string; url?: string };
      const name = String(id ?? url);
      if (UNSEEN_MODULES.test(name)) recorder.noteIncomplete(`uses ${name}`);
    });
}

function observeThreads(recorder: Recorder): void {
  const threads = require('node:worker_threads') as { Worker: new (...args: never[]) => object };
  threads.Worker = new Proxy(threads.Worker, {
    construct(target, args, newTarget) {
      recorder.noteIncomplete('started a thread');
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}

/** Some versions of node hand over the file itself, others in options. */
function started(args: unknown[]): string {
  const [first] = args;
  const file = typeof first === 'object' && first !== null ? (first as { file?: unknown }).file : first;
  return `started another program, ${String(file ?? args.find((arg) => typeof arg === 'string'))}`;
}
