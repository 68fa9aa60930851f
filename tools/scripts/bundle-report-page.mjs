import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

// Makes the script and the style of `plugin-host report`: its page is one file, and loads no library from elsewhere.

const host = resolve('packages/plugin-host');

/** What libraries have in them of others, under the same licence and without its notice. */
const INNER = {
  cytoscape:
    'Has parts of lodash (Copyright OpenJS Foundation and other contributors) and heap (Xueqiao Xu).',
  'cytoscape-dagre': 'Has @dagrejs/dagre in it. Copyright (c) 2012-2014 Chris Pettitt.',
};

const { outputFiles, metafile } = await build({
  absWorkingDir: host,
  entryPoints: ['report-page/page.ts', 'report-page/page.css'],
  outdir: 'dist/report',
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  legalComments: 'inline',
  charset: 'utf8',
  logLevel: 'warning',
});

await mkdir(join(host, 'dist/report'), { recursive: true });
for (const { path, text } of outputFiles)
  await writeFile(path, path.endsWith('.js') ? (await notices(metafile)) + text : text);

/** The licence of each library that is in the script, which has to stay with it. */
async function notices({ inputs }) {
  const directories = Object.keys(inputs).flatMap(
    (file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  const texts = [...new Set(directories)].sort().map(async (directory) => {
    const licence = await readFile(join(host, directory, 'LICENSE'), 'utf8');
    const name = basename(directory);
    return `/*! ${[name, INNER[name] ?? '', licence.trim()].join('\n')}\n*/\n`;
  });
  return (await Promise.all(texts)).join('');
}
