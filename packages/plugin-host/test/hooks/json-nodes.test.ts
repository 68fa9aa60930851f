import { jsonNodes } from '../../src/hooks/layers/json-nodes';

const context = { nxJsonConfiguration: {}, workspaceRoot: '/ws' };

test('nodes of a plugin in this process have no undefined, as if they had come from a worker', async () => {
  const metadata = { description: undefined, js: { packageMain: undefined, packageName: 'a' } };
  const nodes = { projects: { a: { root: 'a', tags: ['t'], metadata, sourceRoot: undefined, unset: null } } };
  const plugin = jsonNodes({
    name: 'core',
    createNodes: ['**', () => Promise.resolve([['core', 'a/package.json', nodes]])],
  });
  const [[, , result]] = await plugin.createNodes![1](['a/package.json'], context);
  const expected = { root: 'a', tags: ['t'], metadata: { js: { packageName: 'a' } }, unset: null };
  expect(result).toStrictEqual({ projects: { a: expected } });
});
