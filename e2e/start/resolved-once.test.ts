import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { runCli } from '../support/run';
import { repositoryRoot } from '../../tools/process/repository';

/**
 * A preload that every process of the host inherits: it writes down who asks node to resolve the plugin's name.
 * Requests for an absolute path resolve nothing.
 */
const spy = `
const { appendFileSync } = require('node:fs');
const Module = require('node:module');
appendFileSync(process.env.SPIED_ON, process.pid + '\\n');
const original = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  if (request === 'acme-plugin') appendFileSync(process.env.RESOLUTIONS, process.pid + '\\n');
  return original.call(this, request, ...rest);
};`;

const plugin = `
exports.name = 'acme';
exports.createMetadata = async () => ({});`;

test('B07 a package is resolved in the host, and not in its worker', async () => {
  using workspace = createWorkspace({
    plugins: ['acme-plugin'],
    modules: 'none',
    files: {
      'spy.js': spy,
      'node_modules/acme-plugin/package.json':
        '{ "name": "acme-plugin", "version": "1.0.0", "main": "lib/main.js" }',
      'node_modules/acme-plugin/lib/main.js': plugin,
      resolutions: '',
    },
  });
  symlinkSync(join(repositoryRoot, 'node_modules/nx'), workspace.path('node_modules/nx'));
  const { code, stdout, stderr } = await runCli(['plugins', '--json'], {
    cwd: workspace.root,
    env: {
      NODE_OPTIONS: `--require ${workspace.path('spy.js')}`,
      RESOLUTIONS: workspace.path('resolutions'),
      SPIED_ON: workspace.path('spied-on'),
    },
  });
  const printed = stderr.replace(/^Still at work: .*\n/gm, '');
  expect({ code, printed }).toEqual({ code: 0, printed: '' });
  const [status] = (JSON.parse(stdout) as { plugins: { pid: number; file: string }[] }).plugins;
  expect(status.file).toBe(workspace.path('node_modules/acme-plugin/lib/main.js'));
  const resolvers = readPids(workspace.path('resolutions'));
  // Once, and not by the worker.
  expect(resolvers).toHaveLength(1);
  expect(resolvers).not.toContain(status.pid);
  expect(readPids(workspace.path('spied-on'))).toContain(status.pid);
});

function readPids(file: string): number[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map(Number);
}

test('B02 a worker that dies in its preload is reported at once, with its code and its stderr', async () => {
  using workspace = createWorkspace({
    plugins: ['./plugins/a.js'],
    files: {
      'plugins/a.js': 'exports.createMetadata = () => ({});',
      'preload.js': `if (/bundle.main\\.js$/.test(process.argv[1])) { console.error('no boot'); process.exit(9); }`,
    },
  });
  const env = { NODE_OPTIONS: `--require ${workspace.path('preload.js')}` };
  const { code, stdout } = await runCli(['plugins', '--json'], { cwd: workspace.root, env });
  const [status] = (
    JSON.parse(stdout) as {
      plugins: { error: { message: string; error: { fields: { elapsedMs: number } } } }[];
    }
  ).plugins;
  expect(code).toBe(1);
  expect(status.error.message).toMatch(/exited with code 9.*no boot/s);
  // One second, times five.
  expect(status.error.error.fields.elapsedMs).toBeLessThan(5000);
});
