import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { graphRequestError } from '../../src/entry/plugin/refuse-graph-requests';
import * as errorTexts from '../../src/launch/error-texts';
import { ERROR_CODES, EXIT_REASONS, PluginHookError, type Diagnosis } from '../../src/launch/errors';
import { InvalidResultError, NotSerializableError, RemoteError } from '../../src/protocol/connection-errors';
import { RPC_ERROR_CODES } from '../../src/protocol/error-codes';
import { serializeError } from '../../src/protocol/serialize-error';
import type { FatalParams } from '../../src/protocol/types';

const of: Diagnosis = { plugin: 'acme', hook: 'createNodes', elapsedMs: 12, workerState: 'failed' };
const ofLoad: Diagnosis = { ...of, hook: 'load' };
const thrown = serializeError(new Error('no licence'));
const withoutTemporaryDirectory = serializeError(
  Object.assign(new Error("ENOENT, mkdtemp '/gone/x'"), { code: 'ENOENT', path: '/gone/x' }),
);
const fatal = (origin: FatalParams['origin']): FatalParams => ({ origin, error: thrown });
const remote = (code: number, message: string) => new RemoteError({ code, message });

const used = new Set<string | symbol>();
const texts = new Proxy(errorTexts, {
  get: (all, name: keyof typeof errorTexts) => (used.add(name), all[name]),
});

/** One error for each case of the page. */
const samples: Record<string, () => Error & { code: unknown }> = {
  'not-found': () => texts.notFoundError('plugin', 'acme', ['/ws/node_modules/acme'], undefined),
  'not-resolvable': () => {
    const cause = new SyntaxError('Error parsing /ws/package.json: Unexpected end of JSON input');
    return texts.notFoundError('plugin', 'acme', ['/ws/node_modules/acme'], cause);
  },
  'load-failed': () => texts.loadError(thrown, ofLoad),
  'no-temporary-directory': () => {
    process.env['TMPDIR'] = '/gone';
    return texts.loadError(withoutTemporaryDirectory, ofLoad);
  },
  signal: () => texts.exitError({ code: null, signal: 'SIGKILL' }, undefined, of),
  crash: () => texts.exitError({ code: null, signal: 'SIGABRT' }, undefined, of),
  'exit-code': () => texts.exitError({ code: 3, signal: null }, undefined, of),
  'early-exit': () => texts.exitError({ code: 0, signal: null }, undefined, of),
  'uncaught-exception': () => texts.exitError({ code: 1, signal: null }, fatal('uncaughtException'), of),
  'unhandled-rejection': () => texts.exitError({ code: 1, signal: null }, fatal('unhandledRejection'), of),
  'out-of-memory': () =>
    texts.exitError({ code: null, signal: 'SIGABRT' }, undefined, {
      ...of,
      stderrTail: ['FATAL ERROR: JavaScript heap out of memory'],
    }),
  timeout: () => texts.timeoutError(10, { size: 3, of: 'configuration file' }, of),
  'other-timeout': () => texts.killedByTimeoutError('createMetadata', of),
  unread: () => texts.unreadError(of),
  stopped: () => texts.stoppedError(of),
  'had-ended': () => texts.lateError({ code: 3, signal: null }, of),
  'being-stopped': () => texts.lateError(undefined, of),
  'connection-lost': () => texts.connectionLostError(of),
  'not-started': () => texts.spawnError(new Error('the directory /ws does not exist'), ofLoad),
  unreachable: () => texts.unreachableError(new Error('connect ENOENT /tmp/a.sock'), ofLoad),
  'params-no-json': () =>
    texts.refusedError(
      new NotSerializableError("the params of createNodes can't be sent as JSON: a cycle"),
      of,
    ),
  'result-no-json': () =>
    texts.refusedError(
      remote(RPC_ERROR_CODES.notSerializable, "the result can't be sent as JSON: a BigInt"),
      of,
    ),
  'result-too-long': () =>
    texts.refusedError(
      remote(
        RPC_ERROR_CODES.lineTooLong,
        'a line of 600000000 bytes is longer than the 536870888 that a message may have',
      ),
      of,
    ),
  'answer-broken': () =>
    texts.refusedError(remote(RPC_ERROR_CODES.parseError, 'a line is not JSON: "oops {" (6 bytes)'), of),
  'answer-misshapen': () => texts.refusedError(new InvalidResultError('initialize'), ofLoad),
  'no-such-hook': () =>
    texts.refusedError(
      remote(RPC_ERROR_CODES.invalidRequest, 'nothing that serves createNodes is loaded'),
      of,
    ),
};

const { TMPDIR } = process.env;
afterEach(() => {
  if (TMPDIR === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = TMPDIR;
});

const page = readFileSync(join(__dirname, '../../../../docs/errors.md'), 'utf8');
const section = page.split('\n## ').find((part) => part.startsWith('From a worker\n'))!;
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
const [hookCase] = cases.filter(({ kind }) => kind === 'hook-threw');
const [requestCase] = cases.filter(({ kind }) => kind === 'graph-request');
const textCases = cases.filter((each) => each !== hookCase && each !== requestCase);

describe('docs/errors.md, errors from a worker', () => {
  it('has each case of the code, and no other', () => {
    expect(textCases.map(({ kind }) => kind).sort()).toEqual(Object.keys(samples).sort());
    const codes = [...textCases, hookCase].map(({ code }) => code);
    expect([...new Set(codes)].sort()).toEqual([...ERROR_CODES].sort());
    expect(textCases.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...EXIT_REASONS]));
  });

  it.each(textCases)(
    '$kind: plugin, hook, cause and next step, as written',
    ({ name, code, kind, text, nextStep }) => {
      const error = samples[kind]();
      expect({ name: error.name, code: error.code }).toEqual({ name, code });
      expect(error.message.split('\n')[0]).toBe(`${text} ${nextStep}`);
      const { plugin, hook } = error as unknown as Diagnosis;
      expect(text).toContain(`"${plugin}"`);
      expect(text).toContain(hook === 'resolve' || hook === 'load' ? hook.slice(0, -1) : hook);
      expect(nextStep.length).toBeGreaterThan(10);
    },
  );

  it.each(textCases.filter(({ kind }) => !/^not-|^no-temp/.test(kind) || kind === 'not-started'))(
    '$kind: of a module that is no plugin, says "module" wherever the page says "plugin"',
    ({ kind, text, nextStep }) => {
      const written = `${text} ${nextStep}`;
      of.kind = ofLoad.kind = 'module';
      const [line] = samples[kind]().message.split('\n');
      delete of.kind;
      delete ofLoad.kind;
      expect(line).toBe(written.replace(/\bplugin\b(?!-)/g, 'module'));
    },
  );

  it('a module that is not found is called a module', () => {
    const { message } = errorTexts.notFoundError('module', './math', ['/ws/math'], undefined);
    expect(message).toMatch(/^The module "\.\/math" can't be resolved: /);
  });

  it('has samples of every function that makes a text', () => {
    for (const build of Object.values(samples)) build();
    expect([...used].sort()).toEqual(Object.keys(errorTexts).sort());
  });

  it("hook-threw: the plugin's own message, with plugin and hook beside it", () => {
    expect(hookCase).toMatchObject({ name: 'PluginHookError', code: 'PLUGIN_HOOK_FAILED' });
    expect(new PluginHookError(thrown, of)).toMatchObject({
      message: 'no licence',
      code: 'PLUGIN_HOOK_FAILED',
      plugin: 'acme',
      hook: 'createNodes',
    });
  });

  it('graph-request: what a hook throws that asks for the graph, with plugin, hook, request and next step', () => {
    const asked = graphRequestError('acme', of.hook, 'createProjectGraphAsync');
    const error = new PluginHookError(serializeError(asked), of);
    expect(requestCase).toMatchObject({ name: 'PluginHookError', code: error.code });
    expect(error.message).toBe(`${requestCase.text} ${requestCase.nextStep}`);
    for (const part of ['"acme"', of.hook, 'createProjectGraphAsync()'])
      expect(requestCase.text).toContain(part);
  });

  it('the last lines of stderr follow where the process ended by itself', () => {
    const { message } = samples['out-of-memory']();
    expect(message.split('\n').slice(1)).toEqual([
      'Last lines of its stderr:',
      '  FATAL ERROR: JavaScript heap out of memory',
    ]);
  });
});
