import type { TouchKind } from './strace-log';
import type { Uncounted } from './uncounted';

/** Nx asks git which workspace this is, to name a directory for its caches. */
const IDENTITY_COMMANDS = new Set([
  ...['git remote -v', '/bin/sh -c git remote -v'],
  ...['git rev-parse --is-shallow-repository', 'git rev-list --max-parents=0 HEAD'],
]);
const IGNORE_FILE =
  /\/(?:\.nxignore|\.ignore|\.gitignore|\.git\/info\/exclude|\.gitconfig|\.config\/git\/\w+)$/;
const UNINDEXED = /^\/(?:ignored|node_modules|\.nx|\.git)(?:\/|$)/;

const NX_PLACES = ['.nx/installation/node_modules', '.nx/node_modules'];
const GIT = /\/\.git(?:\/(?:HEAD|objects|config))?$/;

export const UNCOUNTED_OF_NX: Uncounted[] = [
  {
    why: 'The directory of this worker for what its plugin keeps. It is handed on with the inputs of what is in it.',
    isMeant: ({ path }, _trace, root) => path.startsWith(`${root}/.nx/workspace-data/plugin-host-workers/`),
  },
  {
    why: 'Whether nx is there is where the observer stops to look for packages. Its version is a part of each result.',
    isMeant: ({ path, kind }, _trace, root) =>
      kind === 'stat' && [`${root}/node_modules/nx`, `${root}/node_modules/nx/package.json`].includes(path),
  },
  {
    why: "The copy of Nx's native code, by version and digest, and what that needs to start.",
    isMeant: ({ path }) =>
      /^\/tmp\/\.nx(?:\/\d+(?:\/native-cache(?:\/.*)?)?)?$/.test(path) ||
      ['/etc/_rjem_malloc.conf', '/usr/bin/ldd', '/__nx_detached_resolver__/package.json'].includes(path),
  },
  {
    why: 'Nx names a directory for its caches, which are no input: by git, in the home directory or in a container.',
    isMeant: ({ path, kind, error, program }) =>
      IDENTITY_COMMANDS.has(program.join(' ')) ||
      (kind === 'run' && error === 'ENOENT' && path.endsWith('/git')) ||
      GIT.test(path) ||
      path === '/.dockerenv' ||
      /\/\.nx(?:\/[0-9a-f]{16}(?:\/.*)?)?$/.test(path),
  },
  {
    why: "Nx's index walks through the files that git does not ignore, and reads none that it knows. See asksNx.",
    isMeant: ({ path, kind }, { asksNx }, root) =>
      asksNx &&
      (kind === 'read'
        ? IGNORE_FILE.test(path) || path === `${root}/.nx/workspace-data/nx_files.nxt`
        : isWalk(kind) && isIndexed(path, root)),
  },
  {
    why: 'Nx looks for itself in each place where a workspace may have it. Its version is a part of each result.',
    isMeant: ({ path, error }, _trace, root) =>
      error === 'ENOENT' &&
      (NX_PLACES.some((place) => path === `${root}/${place}`) || isAboveRoot(path, root)),
  },
  {
    why: 'nx.json decides where Nx keeps its data. It is a part of what each hook is given.',
    isMeant: ({ path }, { asksNx }, root) => asksNx && path === `${root}/nx.json`,
  },
  {
    why: "@nx/js/typescript hashes it by Nx's native code, for the name under which it keeps results for itself.",
    isMeant: ({ path, kind }, { name }, root) =>
      kind === 'read' && name === '@nx/js/typescript' && path === `${root}/package-lock.json`,
  },
];

/** Of packages for the directories above the workspace. */
function isAboveRoot(path: string, root: string): boolean {
  return path.endsWith('/node_modules') && root.startsWith(path.slice(0, -'node_modules'.length));
}

function isWalk(kind: TouchKind): boolean {
  return kind === 'list' || kind === 'stat' || kind === 'lstat' || kind === 'write';
}

function isIndexed(path: string, root: string): boolean {
  if (IGNORE_FILE.test(path) || path === `${root}/.nx/workspace-data/nx_files.nxt`) return true;
  return `${path}/`.startsWith(`${root}/`) && !UNINDEXED.test(path.slice(root.length));
}
