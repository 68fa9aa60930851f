import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPPORTED_MAJORS } from '../../src/config/nx-majors';
import * as commandTexts from '../../src/errors/command-error-texts';
import { WORKSPACE_ERROR_CODES } from '../../src/errors/errors';
import * as hostTexts from '../../src/errors/host-error-texts';
import * as nxTexts from '../../src/errors/nx-error-texts';
import * as recordTexts from '../../src/errors/record-error-texts';
import * as pluginTexts from '../../src/errors/plugin-error-texts';
import * as setupTexts from '../../src/errors/setup-error-texts';
import * as workerTexts from '../../src/errors/worker-error-texts';
import * as workspaceTexts from '../../src/errors/workspace-error-texts';

const errorTexts = {
  ...workspaceTexts,
  ...nxTexts,
  ...hostTexts,
  ...commandTexts,
  ...recordTexts,
  ...pluginTexts,
  ...workerTexts,
  ...setupTexts,
};

const used = new Set<string | symbol>();
const texts = new Proxy(errorTexts, {
  get: (all, name: keyof typeof errorTexts) => (used.add(name), all[name]),
});

/** One error for each case of the page. */
const samples: Record<string, () => Error & { code: string; plugin?: string; hook?: string }> = {
  'no-directory': () => texts.rootMissing('/ws'),
  'root-gone': () => texts.rootGone('/ws'),
  'no-nx-json': () => texts.nxJsonMissing('/ws'),
  'below-root': () => texts.nxJsonMissing('/ws/libs', '/ws'),
  'no-nx-json-above': () => texts.nxJsonNowhere('/ws/libs'),
  configuration: () => texts.configurationInvalid('/ws/nx.json:4:3', 'it is not valid JSON: comma expected'),
  'configuration-unsteady': () => texts.configurationUnsteady('/ws', 5),
  variable: () => texts.variableInvalid('PLUGIN_HOST_TIMEOUT_MS', 'a number of milliseconds', '1s'),
  'no-nx': () => texts.nxMissing('/ws'),
  'no-plug-and-play': () => texts.plugAndPlayMissing('/ws'),
  'nx-version': () => texts.nxUnsupported('/ws', '19.0.0', SUPPORTED_MAJORS),
  'nx-failed': () => texts.nxGraphFailed('23.2.1', 'exit code 1', ''),
  'nx-changed': () => texts.nxChanged('/ws', '23.2.1', '23.3.0'),
  'nx-internals': () => texts.nxUnknown('/ws/node_modules/nx/src', '23.9.0', ['config/nx-json.js']),
  output: () =>
    texts.outputNotWritable('/proc/graph.json', new Error("ENOENT: no such file, open '/proc/graph.json'")),
  stdout: () => texts.stdoutNotWritable(new Error('ENOSPC: no space left on device, write')),
  'no-temporary-directory': () => texts.noTemporaryDirectory('/gone', ["ENOENT, mkdtemp '/gone/x'"]),
  'not-listed': () => texts.pluginUnknown(['acme'], ['./tools/plugin.ts', '@nx/js']),
  'no-create-nodes': () => texts.createNodesMissing('acme'),
  'no-hook': () => texts.hookMissing('acme', 'createMetadata'),
  'files-not-matched': () => texts.filesNotMatched('acme', ['a.txt'], '**/component.json'),
  'no-nx-command': () => texts.execWithoutNx(['npx', 'nx', 'show', 'projects']),
  'json-of-exec': () => texts.execWithJson(),
  'no-manifest': () => texts.manifestMissing('/ws'),
  'nx-apart': () => texts.nxIsInstalledApart('/ws'),
  'block-invalid': () => texts.manifestBlockInvalid('/ws/package.json', 'scripts'),
  'manifest-changed': () => texts.manifestChanged('/ws/package.json'),
  'setup-blocked': () => texts.setupBlocked(),
  'setup-unconfirmed': () => texts.setupUnconfirmed(),
  'no-record': () => texts.recordUnreadable('a.json', 'it is no record of plugin-host'),
  'recorded-plugin': () => texts.recordedPluginMissing('./tools/plugin.ts', 'from /home/me'),
  recursion: () => texts.graphRecursion('/ws', 'acme'),
  'not-found': () => texts.pluginNotFound('acme', ['/ws/node_modules', 'the workspace packages']),
  'result-invalid': () =>
    texts.resultInvalid(
      { plugin: 'acme', hook: 'createNodes', file: 'libs/a/c.json', isCore: false },
      { field: 'projects.libs/a.tags[0]', what: '"projects.libs/a.tags[0]" must be a string, but is 5' },
      new TypeError('tag.startsWith is not a function'),
    ),
  'result-refused': () =>
    texts.resultInvalid(
      { plugin: 'nx/core/project-json', hook: 'createNodes', file: 'libs/a/project.json', isCore: true },
      undefined,
      new TypeError('Cannot read properties of null'),
    ),
  'given-up': () =>
    texts.givenUp('acme', 'its worker crashed 4 times within 3 minutes', 'it was killed by SIGKILL'),
  'plugin-stopped': () => texts.pluginStopped('acme'),
  'graph-held': () => texts.graphHeld('/ws', 'pid 4711 (plugin-host): acme (createNodes, 56.0 s)', 30_000),
  'host-closed': () => texts.hostClosed('/ws'),
  'not-served': () => texts.hostNotServed('/ws'),
  'mismatch-served': () => texts.hostMismatch('/ws', 4711, 'its environment differs: NODE_ENV'),
  'served-already': () => texts.hostServedAlready('/ws', 4711),
  'not-servable': () => texts.hostNotServable('/ws', new Error('/tmp/x is a symbolic link')),
  silent: () => texts.hostSilent('/ws', 4711),
  'host-ended': () => texts.hostEnded('/ws', 4711),
};

const page = readFileSync(join(__dirname, '../../../../docs/errors.md'), 'utf8');
const section = page.split('\n## ').find((part) => part.startsWith('From the host\n'))!;
/** `### CODE (Name)`, then a list: **`case`**, when; as a quote the text, and after an arrow the next step. */
const cases = section
  .split('\n### ')
  .slice(1)
  .flatMap((part) => {
    const [, code, name] = /^`(\w+)` \(`(\w+)`\)$/m.exec(part)!;
    return [...part.matchAll(/^- \*\*`(.+?)`\*\*: [^>]+?\n\n((?: {2}> .+\n?)+)/gm)].map(([, kind, quote]) => {
      const [text, nextStep] = quote.trim().replace(/\s*> /g, ' ').slice(1).split(' → ');
      return { name, code, kind, text, nextStep };
    });
  });

describe('docs/errors.md, errors from the host', () => {
  test('has each case of the code, and no other', () => {
    expect(cases.map(({ kind }) => kind).sort()).toEqual(Object.keys(samples).sort());
    const codes = cases.filter(({ name }) => name === 'WorkspaceError').map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual([...WORKSPACE_ERROR_CODES].sort());
  });

  test.each(cases)(
    '$kind: what is wrong and the next step, as written',
    ({ name, code, kind, text, nextStep }) => {
      const { name: className, code: coded, message, plugin, hook } = samples[kind]();
      expect({ name: className, code: coded, message }).toEqual({
        name,
        code,
        message: `${text} ${nextStep}`,
      });
      expect(nextStep.length).toBeGreaterThan(10);
      if (plugin === undefined) return;
      expect(text).toContain(`"${plugin}"`);
      expect(text).toContain(hook === 'resolve' ? 'resolved' : hook);
    },
  );

  test('tells the next step of plugins that threw', () => {
    const steps = [texts.afterPluginThrew(false), texts.afterCoreThrew(false)];
    for (const step of [...steps, texts.afterCoreThrew(false, 'libs/a/project.json')])
      expect(page.replaceAll('\n', ' ')).toContain(`"${step}"`);
  });

  test('has samples of every function that makes a text', () => {
    for (const build of Object.values(samples)) build();
    const functions = Object.entries(errorTexts).filter(([, text]) => typeof text === 'function');
    expect([...used].sort()).toEqual(functions.map(([name]) => name).sort());
  });
});
