import { toGraphError, toGraphErrors } from '../../src/errors/graph-errors';

function named(name: string, fields: object): Error {
  return Object.assign(new Error(`${name} as nx words it`), { name }, fields);
}

const inner = Object.assign(new TypeError('no target'), { code: 'E_TARGET' });

describe('toGraphErrors', () => {
  test('AggregateCreateNodesError: one error per file', () => {
    const errors = [
      ['libs/a/project.json', inner],
      [null, new Error('no file')],
    ];
    expect(toGraphErrors(named('AggregateCreateNodesError', { plugin: 'vite', errors }))).toMatchObject([
      {
        plugin: 'vite',
        hook: 'createNodes',
        file: 'libs/a/project.json',
        code: 'E_TARGET',
        message: 'no target',
      },
      { plugin: 'vite', hook: 'createNodes', code: 'Error', message: 'no file' },
    ]);
  });

  test.each([
    ['ProcessDependenciesError', 'createDependencies'],
    ['CreateMetadataError', 'createMetadata'],
  ])('%s: what the plugin threw, in %s', (name, hook) => {
    const [error, ...others] = toGraphErrors(named(name, { pluginName: 'jest', cause: inner }));
    expect(others).toEqual([]);
    expect(error).toMatchObject({ plugin: 'jest', hook, code: 'E_TARGET', message: 'no target' });
  });

  test('MergeNodesError: with its file', () => {
    const error = named('MergeNodesError', { pluginName: 'jest', file: 'libs/a/jest.config.ts' });
    expect(toGraphErrors(error)).toMatchObject([
      { plugin: 'jest', hook: 'merge', file: 'libs/a/jest.config.ts' },
    ]);
  });

  test('what nobody owns is of nx', () => {
    expect(toGraphErrors(new Error('two projects have one name'))).toMatchObject([
      { plugin: 'nx', hook: 'merge', code: 'Error', message: 'two projects have one name' },
    ]);
  });
});

describe('toGraphError', () => {
  test('is plain data, with the error in full', () => {
    const error = new Error('outer', { cause: inner });
    const graphError = toGraphError(error, { plugin: 'vite' }, 'load');
    expect(JSON.parse(JSON.stringify(graphError))).toEqual(graphError);
    expect(graphError).toMatchObject({
      error: { message: 'outer', stack: error.stack, cause: { message: 'no target' } },
    });
    expect(graphError).not.toHaveProperty('file');
  });

  test('the plugin that the error names, where none is given', () => {
    expect(toGraphError(Object.assign(new Error('x'), { plugin: 'eslint' }), undefined, 'load').plugin).toBe(
      'eslint',
    );
  });
});
