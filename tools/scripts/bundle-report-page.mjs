import { resolve } from 'node:path';
import { build } from 'esbuild';

// Makes the script and the style of `plugin-host report`: its page is one file, and loads no library from elsewhere.

await build({
  absWorkingDir: resolve('packages/plugin-host'),
  entryPoints: ['report-page/page.ts', 'report-page/page.css'],
  outdir: 'dist/report',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  // A notice has to stay beside the code that it is about.
  legalComments: 'inline',
  charset: 'utf8',
  logLevel: 'warning',
});
