import { subscribe } from 'node:diagnostics_channel';
import os from 'node:os';
import { apply } from '../../protocol/intrinsics';
import { Esbuild } from './esbuild';
import { noteCalls, quietAddon } from './called-addons';
import { noteGitHead } from './git-head';
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
  [/[\\/]@swc-node[\\/]/, 'transpiles text that it is given'],
  [/[\\/]@node-rs[\\/]xxhash-[^\\/]+[\\/]/, 'hashes bytes that it is given, for @swc-node'],
  [/[\\/]@oxc-[^\\/]+[\\/]/, 'parses text that it is given'],
  [/[\\/]@unrs[\\/]resolver[^\\/]+[\\/]/, 'is loaded by linters, and only called in their own runs'],
  [/[\\/]@rollup[\\/]rollup-[^\\/]+[\\/]/, 'parses text that it is given'],
  [/[\\/]fsevents[\\/]/, 'only watches'],
];

/** They read and write files on their own. */
const UNSEEN_MODULES = /^(?:node:)?(?:sqlite|wasi)$/;

/** Why a call brings something in that nobody sees, as the end of a sentence; `undefined` if it does not. */
type Reason = (args: unknown[]) => string | undefined;

/** Notes what may bring something in that nobody sees. */
export function observeTheRest(recorder: Recorder, binding: (name: string) => Binding): void {
  const prototypeOf = (name: string, type: string) =>
    (binding(name)[type] as { prototype?: object } | undefined)?.prototype;
  const esbuild = new Esbuild(recorder);
  esbuild.observe();
  const startedUnseen: Reason = (args) => (noteGitHead(args[0], recorder) ? undefined : started(args));
  const startedLater: Reason = (args) => (esbuild.isService(wordsOf(args)) ? undefined : startedUnseen(args));
  const isNetwork: Reason = () => 'used the network';
  const calls: (readonly [owner: unknown, name: string, reason: Reason])[] = [
    [prototypeOf('process_wrap', 'Process'), 'spawn', startedLater],
    [binding('spawn_sync'), 'spawn', startedUnseen],
    [prototypeOf('tcp_wrap', 'TCP'), 'connect', isNetwork],
    [prototypeOf('tcp_wrap', 'TCP'), 'connect6', isNetwork],
    [prototypeOf('udp_wrap', 'UDP'), 'send', isNetwork],
    [prototypeOf('udp_wrap', 'UDP'), 'send6', isNetwork],
    [prototypeOf('pipe_wrap', 'Pipe'), 'connect', () => 'connected to another process'],
    [binding('cares_wrap'), 'getaddrinfo', isNetwork],
    [binding('cares_wrap'), 'getnameinfo', isNetwork],
    ...questionsTo(prototypeOf('cares_wrap', 'ChannelWrap')).map((call) => [...call, isNetwork] as const),
    [process, 'dlopen', ([, file]) => loadedAddon(String(file))],
    [process, 'binding', ([name]) => `used process.binding('${String(name)}')`],
    [process, 'getBuiltinModule', ([name]) => unseenModule(String(name))],
    [process, 'loadEnvFile', () => 'had node load a file of variables'],
    [os, 'homedir', noteHome],
  ];
  for (const [owner, name, reason] of calls) onCall(recorder, owner, name, reason);
  observeQuietAddons(recorder);
  observeThreads(recorder);
  for (const kind of ['require', 'import'])
    subscribe(`tracing:module.${kind}:start`, (message) => {
      const { id, url } = message as { id?: string; url?: string };
      const why = unseenModule(String(id ?? url));
      if (why !== undefined) recorder.noteIncomplete(why);
    });
}

/** Servers for names of hosts are asked by native code. */
function questionsTo(resolver: object | undefined): (readonly [object, string])[] {
  const names = resolver ? Object.getOwnPropertyNames(resolver) : [];
  return names.filter((name) => /^(?:query|getHost)/.test(name)).map((name) => [resolver!, name]);
}

function onCall(recorder: Recorder, owner: unknown, name: string, reason: Reason): void {
  const holder = owner as Record<string, Native> | undefined;
  const native = holder?.[name];
  if (typeof native !== 'function') return;
  const observed: Native = function (...args) {
    try {
      const why = reason(args);
      if (why !== undefined) recorder.noteIncomplete(why);
    } catch {
      recorder.noteIncomplete('has changed the language or node, so that not all is seen');
    }
    return apply(native, this, args);
  };
  // It may have properties of its own.
  holder![name] = Object.assign(observed, native);
}

function loadedAddon(file: string): string | undefined {
  const isKnown = KNOWN_ADDONS.some(([known]) => known.test(file)) || quietAddon(file) !== undefined;
  return isKnown ? undefined : `loaded native code, ${file}`;
}

function observeQuietAddons(recorder: Recorder): void {
  const holder = process as unknown as Record<string, Native>;
  const load = holder['dlopen'];
  holder['dlopen'] = function (...args) {
    const result = apply(load, this, args);
    const [module, file] = args as [NodeModule, string];
    const isUnseen = quietAddon(String(file));
    if (isUnseen)
      noteCalls(module.exports as Binding, isUnseen, () =>
        recorder.noteIncomplete(`had native code read something, ${file}`),
      );
    return result;
  };
}

function unseenModule(name: string): string | undefined {
  return UNSEEN_MODULES.test(name) ? `uses ${name}` : undefined;
}

/** Node reads these variables where nobody sees it. */
function noteHome(): undefined {
  void [process.env['HOME'], process.env['USERPROFILE']];
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

/** What a program is told: in a list, or in the options. */
function wordsOf(args: unknown[]): string[] {
  const { args: inOptions } = (args[0] ?? {}) as { args?: unknown };
  return [inOptions, ...args].flatMap((each) => (Array.isArray(each) ? (each as string[]) : []));
}

/** Some versions of node hand over the file itself, others in options. */
function started(args: unknown[]): string {
  const [first] = args;
  const file = typeof first === 'object' && first !== null ? (first as { file?: unknown }).file : first;
  const name = typeof file === 'string' ? file : args.find((arg) => typeof arg === 'string');
  return `started another program, ${name as string}`;
}
