import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context, fixtures, launchFixture, rejectionOf } from '../support/launch-fixture';

const FIXTURES = ['has-both-meanings', 'only-create-nodes', 'creates-nodes-per-file'];
const options = { tag: 't' };

let roots: string;
beforeAll(() => {
  roots = realpathSync(mkdtempSync(join(tmpdir(), 'meaning-')));
});
afterAll(() => rmSync(roots, { recursive: true, force: true }));

/** A workspace with these plugins and the manifest of an nx, which is all of nx that a worker asks for. */
function workspaceWithNx(version: string, directory = 'node_modules/nx'): string {
  const root = mkdtempSync(join(roots, 'root-'));
  for (const name of FIXTURES) cpSync(join(fixtures, `${name}.js`), join(root, `${name}.js`));
  mkdirSync(join(root, directory), { recursive: true });
  writeFileSync(join(root, directory, 'package.json'), JSON.stringify({ name: 'nx', version }));
  return root;
}

describe('B55 createNodes and createNodesV2 mean what they mean to the Nx of the workspace', () => {
  test.each([
    ['20.0.0', 'createNodesV2'],
    ['21.6.11', 'createNodesV2'],
    ['22.7.12', 'createNodesV2'],
    ['23.0.0', 'createNodes'],
    ['24.0.6', 'createNodes'],
  ])('B55 Nx %s calls %s of a plugin that has both', async (version, called) => {
    const root = workspaceWithNx(version);
    const { plugin } = await launchFixture('has-both-meanings', { root, options });
    const result = await plugin.createNodes![1](['a'], context);
    expect(result).toEqual([['both', 'a', { projects: { a: { tags: [called, 't'] } } }]]);
  });

  test.each([
    ['22.0.0', 'node_modules/nx'],
    ['23.3.2', 'node_modules/nx'],
    ['24.0.6', '.nx/installation/node_modules/nx'],
    ['none', 'elsewhere'],
  ])('B55 Nx %s in %s calls a lone createNodes with all files', async (version, directory) => {
    const root = workspaceWithNx(version, directory);
    const { plugin } = await launchFixture('only-create-nodes', { root, options });
    expect(await plugin.createNodes![1](['a', 'b'], context)).toEqual([
      ['only', 'a', { projects: { a: options } }],
      ['only', 'b', { projects: { b: options } }],
    ]);
  });

  test('B55 Nx 21 refuses a lone createNodes: a load error says which name it wants', async () => {
    const root = workspaceWithNx('21.0.0');
    const error = await rejectionOf(launchFixture('only-create-nodes', { root, options }));
    expect(error).toMatchObject({ code: 'PLUGIN_LOAD_FAILED', plugin: './only-create-nodes' });
    expect(error.message).toMatch(/createNodes without createNodesV2, which is what Nx 21 calls/);
  });

  test('B55 Nx 20 in its own installation calls a lone createNodes once per file', async () => {
    const root = workspaceWithNx('20.8.4', '.nx/installation/node_modules/nx');
    const { plugin } = await launchFixture('creates-nodes-per-file', { root, options });
    const files = ['a', 'none', 'b'];
    const node = (file: string) => ({
      projects: { [file]: { tags: ['t', context.workspaceRoot, ...files] } },
    });
    expect(await plugin.createNodes![1](files, context)).toEqual([
      ['per-file', 'a', node('a')],
      ['per-file', 'b', node('b')],
    ]);
  });

  test('B28 a file that fails per file costs its own nodes: the error has the others', async () => {
    const root = workspaceWithNx('20.8.4');
    const { plugin } = await launchFixture('creates-nodes-per-file', { root, options });
    const error = await rejectionOf(plugin.createNodes![1](['a', 'bad'], context));
    expect(error.name).toBe('AggregateCreateNodesError');
    expect(error['errors']).toEqual([['bad', expect.objectContaining({ message: 'bad things' })]]);
    expect(error['partialResults']).toEqual([['a', expect.anything()]]);
  });
});
