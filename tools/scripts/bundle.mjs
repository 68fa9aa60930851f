import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { build } from 'esbuild';

// Makes one file of all modules of ours that a process loads: node takes 0.1 s to find, read and compile 230 of them.
// Libraries stay outside, and what is loaded twice must not be there twice.

const host = resolve('packages/plugin-host');
const worker = resolve('packages/plugin-worker');

await bundle(host, ['dist/cli/start.js', 'dist/host/host-process.js'], {
  external: [
    'commander',
    'diff',
    'fastest-levenshtein',
    'jsonc-parser',
    'picocolors',
    '@plugin-isolation/plugin-worker/worker',
  ],
});
// A module that runs in a worker emits its events by the same file as the entry.
await bundle(worker, ['dist/entry/main.js'], { shared: /[\\/]entry[\\/]events$|^\.\/events$/ });

function bundle(root, entryPoints, { external = [], shared }) {
  return build({
    absWorkingDir: root,
    entryPoints,
    entryNames: '[name]',
    outdir: 'dist/bundle',
    bundle: true,
    platform: 'node',
    target: 'node20.20',
    external: [...external, 'get-tsconfig'],
    define: { __dirname: '__ownDirectory' },
    plugins: [
      { name: 'directories', setup: (on) => keepDirectories(on, root) },
      ...(shared ? [{ name: 'shared', setup: (on) => keepOutside(on, shared) }] : []),
    ],
    logLevel: 'warning',
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
}

/** For each module `__dirname` stays the directory in which the compiler has put it. */
function keepDirectories({ onLoad }, root) {
  onLoad({ filter: /[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    if (!text.includes('__dirname')) return undefined;
    return { contents: `const __ownDirectory = ${directoryOf(path, root)};${text}` };
  });
}

function directoryOf(file, root) {
  const [base, start] = file.startsWith(root + sep)
    ? [root, '__filename, "../../.."']
    : [worker, 'require.resolve("@plugin-isolation/plugin-worker/package.json"), ".."'];
  return `require("node:path").join(${start}, ${JSON.stringify(relative(base, dirname(file)))})`;
}

function keepOutside({ onResolve }, shared) {
  onResolve({ filter: shared }, ({ path, resolveDir }) => ({
    path: `./${relative('dist/bundle', relative(worker, resolve(resolveDir, path)))}.js`,
    external: true,
  }));
}
