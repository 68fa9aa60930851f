import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ArgumentsError, launchPluginWorker, launchWorker } from '../support/built-package';
import { context, fixtures, rejectionOf } from '../support/launch-fixture';
import { startHost } from '../support/processes';

const launchPlugin = (options: object) =>
  launchPluginWorker({ plugin: './every-hook', root: fixtures, ...options });

describe('arguments of launchPluginWorker', () => {
  it.each<[string, object, string]>([
    ['plugin', { plugin: 5 }, 'must be a string that is not empty, but is 5 (number)'],
    ['root', { root: null }, 'must be a path or a file: URL, but is null'],
    ['root', { root: new URL('https://a.b') }, 'must be a path or a file: URL, but is URL {'],
    ['root', { root: undefined }, 'must be a path or a file: URL, but is missing'],
    ['root', { root: '/a\0b' }, "must be without a zero byte, but is '/a\\x00b' (string)"],
    ['root', { root: new URL('file:///a%2Fb') }, 'must be a path or a file: URL, but is URL {'],
    ['plugin', { plugin: 'a\0b' }, 'must be without a zero byte, but is'],
    ['env.A', { env: { A: '\0' } }, 'must be without a zero byte, but is'],
    ['execArgv', { execArgv: ['--x', '\0'] }, 'must be without a zero byte, but is'],
    ['name', { name: {} }, 'must be a string that is not empty, but is {}'],
    ['timeouts', { timeouts: 5 }, 'must be an object, but is 5 (number)'],
    [
      'timeouts.hookMs',
      { timeouts: { hookMs: '5' } },
      "must be a number of milliseconds, at least 0 (0 means no limit), but is '5' (string)",
    ],
    [
      'timeouts.loadMs',
      { timeouts: { loadMs: -1 } },
      'must be a number of milliseconds, at least 0 (0 means no limit), but is -1 (number)',
    ],
    [
      'timeouts.loadMs',
      { timeouts: { loadMs: NaN } },
      'must be a number of milliseconds, at least 0 (0 means no limit), but is NaN (number)',
    ],
    [
      'timeouts.hookMs',
      { timeouts: { hookMs: Infinity } },
      'must be a number of milliseconds, at least 0 (0 means no limit), but is Infinity (number)',
    ],
    ['timeouts.hoksMs', { timeouts: { hoksMs: 1 } }, 'is not known; perhaps hookMs is meant'],
    [
      'timeouts.hooks.createNode',
      { timeouts: { hooks: { createNode: 1 } } },
      'is not known; perhaps createNodes is meant',
    ],
    ['timeouts', { timeouts: new Map() }, 'must be an object, but is Map(0) {}'],
    ['env', { env: new URL('file:///a') }, 'must be an object, but is URL {'],
    ['options', { options: { size: 5n } }, 'must be what JSON can carry, but is { size: 5n }'],
    ['env.A', { env: { A: 1 } }, 'must be a string, but is 1 (number)'],
    ['execArgv', { execArgv: '--x' }, "must be a list of strings, but is '--x' (string)"],
    ['include', { include: [1] }, 'must be a list of strings, but is [ 1 ]'],
    [
      'transport',
      { transport: 'pipe' },
      `must be one of "auto", "socket", "lifeline", but is 'pipe' (string)`,
    ],
    ['inspect', { inspect: 'break' }, `must be one of true, false, "brk", but is 'break' (string)`],
    [
      'loader.kinds',
      { loader: { kinds: ['babel'] } },
      'must be a list of swc-node, ts-node, strip-types, node, but is',
    ],
    ['onLog', { onLog: 'x' }, "must be a function, but is 'x' (string)"],
    ['signal', { signal: {} }, 'must be an AbortSignal, but is {}'],
    ['timeout', { timeout: 5 }, 'is not known; perhaps timeouts is meant'],
  ])('%s: %j is refused', async (argument, options, what) => {
    const error = await rejectionOf(launchPlugin(options));
    expect(error).toBeInstanceOf(ArgumentsError);
    expect(error).toMatchObject({ name: 'ArgumentsError', code: 'ARGUMENTS_INVALID', argument });
    expect(error.message).toContain(`launchPluginWorker() can't take its ${argument}: it ${what}`);
  });

  it.each([null, undefined, 5, []])('options that are %j are refused, by a rejection', async (options) => {
    for (const launch of [launchPluginWorker, launchWorker])
      expect(await rejectionOf(launch(options as never))).toMatchObject({
        code: 'ARGUMENTS_INVALID',
        argument: 'options',
      });
  });

  it('takes a URL as root', async () => {
    await using worker = await launchPlugin({ root: pathToFileURL(fixtures), options: { prefix: 'p-' } });
    expect(await worker.plugin.createNodes![1](['a'], context)).toHaveLength(1);
  });

  it('what onLog throws is an uncaught exception of the caller, and costs neither call nor later lines', async () => {
    const host = startHost('has-an-onlog-that-throws.js', [join(fixtures, 'every-hook.js')]);
    await once(host.child, 'close');
    expect(host.stdout).toMatch(/^called$/m);
    expect(host.stdout.match(/^uncaught: /gm)).toHaveLength(3);
  });
});
