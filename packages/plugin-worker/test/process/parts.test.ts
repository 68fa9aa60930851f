import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CreateDependenciesContext } from '../../src/index';
import { launchHostedPluginWorker } from '../support/built-internals';

const projects = { b: { root: 'libs/b', tags: ['x'] }, a: { root: 'libs/a', __proto__: null } };
const fileMap = {
  projectFileMap: { a: [], b: [{ file: 'libs/b/1.ts', hash: '1' }] },
  nonProjectFiles: [{ file: 'nx.json', hash: '2' }],
};
const context: CreateDependenciesContext = {
  nxJsonConfiguration: { plugins: ['./plugin.js'] },
  workspaceRoot: '/ws',
  projects,
  externalNodes: { 'npm:c': { type: 'npm', name: 'npm:c', data: { version: '1', packageName: 'c' } } },
  fileMap,
  filesToProcess: fileMap,
};

let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'parts-test-')));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A worker whose `createDependencies` gives what these functions give, called with the context, in turn. */
async function launch(...bodies: string[]) {
  const functions = bodies.map((body) => `(context) => ${body}`).join(',');
  writeFileSync(
    join(root, 'plugin.js'),
    `const bodies = [${functions}]; let kept;
    exports.name = 'plugin';
    exports.createDependencies = (_, context) => [bodies.shift()(context)];`,
  );
  const printed: string[] = [];
  const worker = await launchHostedPluginWorker({
    ...{ plugin: './plugin.js', root, generation: 1, observe: join(root, 'own') },
    onLog: ({ line }) => printed.push(line),
  });
  const call = async (given = context) => (await worker.plugin.createDependencies!(given))[0] as unknown;
  const readParts = async () => {
    const { inputs } = await worker.observed();
    return inputs.flatMap(({ kind, of }) => (kind === 'part' ? [of.split('\0').slice(1).join('.')] : []));
  };
  await readParts();
  return { worker, call, readParts, printed };
}

test('a context that is sent in parts is to a plugin as any other', async () => {
  const { worker, call, printed } = await launch(
    'context',
    'JSON.parse(JSON.stringify({ ...context, projects: { ...context.projects } }))',
    'structuredClone(context)',
    '[Object.keys(context), Object.keys(context.projects), "a" in context.projects, context.projects.c]',
    '(context.projects.a = { root: "mine" }, delete context.projects.b, context.projects)',
    '(Object.freeze(context.projects), [context.projects.a, context.projects.a])',
    '(console.log(context.projects), null)',
    'context',
  );
  const asText = JSON.stringify(context);
  for (let times = 3; times > 0; times--) expect(JSON.stringify(await call())).toBe(asText);
  expect(await call()).toEqual([Object.keys(context), ['b', 'a'], true, null]);
  expect(await call()).toEqual({ a: { root: 'mine' } });
  expect(await call()).toEqual([projects.a, projects.a]);
  expect(await call()).toBeNull();
  expect(printed).toEqual([`{ b: { root: 'libs/b', tags: [ 'x' ] }, a: { root: 'libs/a' } }`]);
  // What a plugin does to its own is not there the next time.
  expect(JSON.stringify(await call())).toBe(asText);
  await worker.stop();
});

test('what the plugin has read of it is noted, also of an earlier context', async () => {
  const { worker, call, readParts } = await launch(
    'Object.keys(context.projects).length',
    'context.projects.a.root',
    '(kept = context, 1)',
    'kept.fileMap.projectFileMap.b.length',
  );
  await call();
  expect(await readParts()).toEqual([]);
  await call();
  expect(await readParts()).toEqual(['context.projects.a']);
  await call();
  expect(await readParts()).toEqual([]);
  // Not sent any more by then, and no call has had it read.
  await call({ ...context, fileMap: { ...fileMap, projectFileMap: {} }, filesToProcess: {} as never });
  expect(await readParts()).toEqual(['context.fileMap.projectFileMap.b']);
  await worker.stop();
});

test('a part that was sent and that no call has any more is sent again when one has it again', async () => {
  const { worker, call } = await launch('context.projects', 'context.projects', 'context.projects');
  const without = { ...context, projects: { a: { root: 'libs/other' } } };
  expect(await call()).toEqual(projects);
  expect(await call(without)).toEqual(without.projects);
  expect(await call()).toEqual(projects);
  await worker.stop();
});
