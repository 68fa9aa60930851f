import { dirname, join } from 'node:path';
import { repositoryRoot } from '../process/repository';
import type { Touch } from './strace-log';
import { UNCOUNTED_OF_NX } from './strace-uncounted-nx';
import type { Uncounted } from './uncounted';

const isLook = ({ kind }: Touch) => kind === 'stat' || kind === 'lstat' || kind === 'link';
const isAnyOf = (path: string, patterns: RegExp[]) => patterns.some((each) => each.test(path));

const MACHINE = [
  /^\/proc\/(?:stat|cpuinfo|meminfo|sys\/vm\/overcommit_memory|self\/(?:maps|cgroup|mountinfo|exe|stat))$/,
  /^\/sys\/(?:kernel\/mm\/transparent_hugepage\/\w+|fs\/cgroup\/[\w./-]+|devices\/system\/(?:cpu|node)\/[\w/]+)$/,
  /^\/dev\/(?:null|urandom)$/,
];
const LIBRARY = /^(?:\/usr)?\/lib(?:32|64)?\/(?:[\w.+-]+\/)*[\w.+-]+\.so(?:\.\d+)*$/;
const LOCALE = /^\/usr\/(?:lib|share)\/(?:locale(?:\/|$)|x86_64-linux-gnu\/gconv\/gconv-modules\.cache$)/;
const RESOLVER = /^\/etc\/(?:resolv|nsswitch|netsvc|svc)\.conf$/;
const GLOBAL_PLACE = /\/(?:\.node_modules|\.node_libraries|lib\/node)$/;
const OURS = /\/plugin-worker\/(?:dist\/.*|package\.json|node_modules)$/;
/** What decides how esbuild compiles the files of a directory. */
const SETTINGS = [['tsconfig.json', 'jsconfig.json'], ['package.json']];
const OUR_CODE = join(repositoryRoot, 'packages/plugin-worker/dist');
const SWC_CACHE = /\/\.cache(?:\/swc-native-\d+(?:\/.*)?)?$/;
/** A package manager puts packages into a package, but not into a directory of it, nor into `node_modules` twice. */
const NOBODY_INSTALLS = /\/node_modules\/(?:(?:@[^/]+\/)?[^/.@][^/]*\/(?:[^/]+\/)+)?node_modules(?:\/|$)/;

const OF_NODE: Uncounted[] = [
  {
    why: "This project's own code, whose version is a part of each result, and the directories that it is in.",
    isMeant: (touch) => OURS.test(touch.path) || (touch.kind === 'lstat' && isAbove(touch.path, OUR_CODE)),
  },
  {
    why: 'Memory, processors and chance. The machine stays, and how busy it is is no more seen than the time.',
    isMeant: ({ path }) => isAnyOf(path, MACHINE),
  },
  {
    why: 'The program itself, when it starts a thread. Its version is a part of each result.',
    isMeant: ({ path, kind, program }) => kind === 'read' && path === program[0],
  },
  {
    why: 'Libraries of the system, to which native code that is known is bound.',
    isMeant: ({ path, call }) => path === '/etc/ld.so.cache' || (call === 'openat' && LIBRARY.test(path)),
  },
  {
    why: 'How the system says errors in the language of the user, and what it loads into each program: nothing.',
    isMeant: ({ path, error }) => LOCALE.test(path) || (path === '/etc/ld.so.preload' && error === 'ENOENT'),
  },
  {
    why: 'A program that is run, if its file was read as well.',
    isMeant: ({ path, kind }, trace) => kind === 'run' && trace.has(path, 'content'),
  },
  {
    why: 'The time zone. Time is not seen.',
    isMeant: ({ path }) => path === '/etc/localtime' || path.startsWith('/usr/share/zoneinfo'),
  },
  {
    why: 'Whom to ask for names of hosts, read when `node:dns` is loaded. A question itself counts as not seen.',
    isMeant: ({ path }) => RESOLVER.test(path),
  },
];

const OF_LOOKUPS: Uncounted[] = [
  {
    why: 'A directory, and no link, on the way to something in the trace. That has its own look by this path.',
    isMeant: ({ path, kind, found, error }, trace) =>
      (kind === 'lstat' ? found === 'directory' : kind === 'link' && error === 'EINVAL') &&
      trace.hasBelow(path),
  },
  {
    why: 'Where node_modules leads, or a package in it. What is below has its own look by this path.',
    isMeant: (touch, trace) =>
      isLook(touch) &&
      /\/node_modules(?:\/@[^/]+)?(?:\/[^/@]+)?$/.test(touch.path) &&
      trace.hasBelow(touch.path),
  },
  {
    why: 'Whether a package has a package.json. The observer asks, and looks at each file if it has none.',
    isMeant: ({ path, kind, error }, trace) =>
      kind === 'stat' &&
      error === 'ENOENT' &&
      path.endsWith('/package.json') &&
      trace.hasBelow(dirname(path)),
  },
  {
    why: 'Node looks for NAME.js beside a package NAME. Nobody installs that, as nobody edits installed code.',
    isMeant: ({ path, error }, trace) => {
      const [, name] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\.(?:js|json|node)$/.exec(path) ?? [];
      return error === 'ENOENT' && name !== undefined && (trace.hasAny(name) || trace.hasPackage(name));
    },
  },
  {
    why: 'Node looks for packages where no package manager puts them.',
    isMeant: (touch) => touch.error === 'ENOENT' && NOBODY_INSTALLS.test(touch.path),
  },
  {
    why: 'The directories in which node looks last. They are not there, and what was to be found there was looked at.',
    isMeant: ({ path, error }, trace) =>
      error === 'ENOENT' && GLOBAL_PLACE.test(path) && trace.hasBelow(path),
  },
];

const OF_COMPILERS: Uncounted[] = [
  {
    why: '@swc/core copies its own native code there, by its digest, and loads it.',
    isMeant: ({ path }) => SWC_CACHE.test(path),
  },
  {
    why: 'swc looks for a source map beside what it compiles. It changes nothing but lines in stacks.',
    isMeant: ({ path, error }, trace) =>
      error === 'ENOENT' && path.endsWith('.map') && trace.has(path.slice(0, -'.map'.length), 'content'),
  },
  {
    why: 'esbuild itself, which a package brings.',
    isMeant: ({ path, kind }, trace) => {
      const [, directory] = /^(.*\/node_modules\/@esbuild\/[^/]+)\/bin\/esbuild$/.exec(path) ?? [];
      return kind === 'run' && directory !== undefined && trace.hasPackage(directory);
    },
  },
  {
    why: 'esbuild lists each directory to find out which of the names are there that it looks for. They have looks.',
    isMeant: ({ path, kind, program }, trace) => {
      if (!/\/bin\/esbuild$/.test(program[0])) return false;
      if (kind === 'list') return SETTINGS.every((names) => trace.hasNearest(names, path));
      return (kind === 'lstat' || kind === 'link') && trace.hasAny(path);
    },
  },
];

export const UNCOUNTED: Uncounted[] = [...OF_NODE, ...OF_LOOKUPS, ...OF_COMPILERS, ...UNCOUNTED_OF_NX];

function isAbove(directory: string, file: string): boolean {
  return directory === '/' || `${file}/`.startsWith(`${directory}/`);
}
