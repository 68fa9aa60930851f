import { serializeError } from '@plugin-isolation/plugin-worker/internal/protocol';
import type { GraphError } from '../../src/errors/graph-errors';
import { asNxSaysIt, GraphFailures } from '../../src/nx-command/graph-failures';

const plugin = (name: string, index: number) => ({ plugin: name, index, name, capabilities: {} });

function failure(
  hook: string,
  code: string,
  more: Partial<GraphError> = {},
  error = new Error('ours'),
): GraphError {
  return { plugin: 'acme', hook, code, message: error.message, error: serializeError(error), ...more };
}

describe('what failed in our graph, when Nx computes it once more', () => {
  test('a plugin that did not load is not loaded again', () => {
    const failures = new GraphFailures(
      [failure('load', 'WORKER_TIMEOUT'), failure('createNodes', 'Error')],
      [],
    );
    expect(failures.ofLoad('acme')?.message).toBe('ours');
    expect(failures.ofLoad('other')).toBeUndefined();
  });

  test.each(['WORKER_TIMEOUT', 'WORKER_EXITED', 'WORKER_START_FAILED'])(
    'a hook that ended with %s is not called again',
    (code) => {
      const failures = new GraphFailures(
        [failure('createMetadata', code)],
        [plugin('acme', 0), plugin('b', 1)],
      );
      expect(failures.ofHook(0, 'createMetadata')?.message).toBe('ours');
      expect(failures.ofHook(0, 'createNodes')).toBeUndefined();
      expect(failures.ofHook(1, 'createMetadata')).toBeUndefined();
    },
  );

  test('one that threw is called again: Nx knows what else there is to say of it', () => {
    const thrown = failure('createNodes', 'Error');
    const ofFile = failure('createNodes', 'WORKER_EXITED', { file: 'libs/one/component.json' });
    const failures = new GraphFailures([thrown, ofFile], [plugin('acme', 0)]);
    expect(failures.ofHook(0, 'createNodes')).toBeUndefined();
  });

  test('one of two entries of the same name is called again: nobody knows which one it was', () => {
    const errors = [failure('createNodes', 'WORKER_EXITED')];
    const failures = new GraphFailures(errors, [plugin('acme', 0), plugin('acme', 1)]);
    expect(failures.ofHook(0, 'createNodes')).toBeUndefined();
  });

  test('Nx lists what the plugin threw, not what we say of that', () => {
    const cause = Object.assign(new SyntaxError('Unexpected token'), { code: 'E_TOKEN' });
    const ours = new Error('The plugin "acme" could not be loaded: …', { cause });
    expect(asNxSaysIt(failure('load', 'PLUGIN_LOAD_FAILED', {}, ours))).toMatchObject({
      name: 'SyntaxError',
      message: 'Unexpected token',
      code: 'E_TOKEN',
    });
    expect(asNxSaysIt(failure('resolve', 'PLUGIN_NOT_FOUND')).message).toBe("Cannot find module 'acme'");
    expect(asNxSaysIt(failure('load', 'WORKER_EXITED')).message).toBe('ours');
  });
});
