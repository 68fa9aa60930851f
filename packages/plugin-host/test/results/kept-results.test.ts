import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { look, type FileInputKind, type Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import type { GraphHook } from '../../src/hooks/graph-hooks';
import { KeptResults, type KeptResultsSettings, type WorkspaceNow } from '../../src/results/kept-results';
import type { ObservedWorker } from '../../src/results/worker-memory';
import { createTempDirectory, type TempDirectory } from '../support/temp-directory';

const NOW: WorkspaceNow = {
  askIndex: () => Promise.resolve('answer'),
  filesDigest: () => Promise.resolve('files'),
};

const directories: TempDirectory[] = [];
afterEach(() => directories.splice(0).forEach((directory) => directory[Symbol.dispose]()));

/** A workspace with a plugin, whose worker says that it has seen what a test gives it. */
function scene() {
  const directory = createTempDirectory();
  directories.push(directory);
  const { root } = directory;
  writeFileSync(join(root, 'plugin.js'), '');
  const settings = {
    root,
    entry: { plugin: './plugin.js', index: 0 },
    launch: { env: {}, reuse: 'observed', tsconfig: {}, execArgv: [] },
    nxVersion: '1',
    dataDirectory: join(root, 'data'),
  } as unknown as KeptResultsSettings;
  const path = (file: string) => join(root, file);
  const write = (file: string, text: string) => writeFileSync(path(file), text);
  const store = () => path(`data/plugin-host-results/${readdirSync(path('data/plugin-host-results'))[0]}`);
  return { root, settings, write, path, store };
}

type Scene = ReturnType<typeof scene>;

/** Another process, with a worker of its own. */
function start({ settings, path }: Scene) {
  const results = new KeptResults(settings);
  let observed: Input[] = [];
  let incomplete: string[] = [];
  let generation = 0;
  const launch = () => results.noteLaunch(path('plugin.js'), ++generation);
  const run = (hook: GraphHook, args: string, result: string, request = results.request) => {
    const worker = {
      generation,
      name: 'plugin',
      capabilities: { createNodes: '*' },
      observed: () => Promise.resolve({ inputs: observed.splice(0), incomplete }),
    } as unknown as ObservedWorker;
    return results.record({ hook, args, result, worker, request }, NOW);
  };
  launch();
  return {
    results,
    run,
    launch,
    sees: (file: string, changes: Partial<Input> = {}, kind: FileInputKind = 'content') =>
      observed.push({ kind, of: path(file), ...look(kind, path(file)), ...changes }),
    notes: (...inputs: Input[]) => (observed = inputs),
    misses: (...reasons: string[]) => (incomplete = reasons),
  };
}

describe('results that are kept', () => {
  it('are the answer while everything is as it was, also in another process', async () => {
    const workspace = scene();
    workspace.write('a.txt', '1');
    const first = start(workspace);
    expect(first.results.begin()).toBe(false);
    first.sees('a.txt');
    await first.run('createNodes', 'args', '"1"');
    first.results.save();
    const second = start(workspace).results;
    expect(second.begin()).toBe(true);
    expect(await second.ask(NOW)).toBe(true);
    expect(second.find('createNodes', 'args')).toBe('"1"');
    expect(second.find('createNodes', 'others')).toBeUndefined();
    workspace.write('a.txt', '2');
    expect(second.begin()).toBe(false);
    expect(second.reason).toContain('a.txt, which has changed');
    expect(second.find('createNodes', 'args')).toBeUndefined();
  });

  it('are not the answer in a copy of the workspace, whose files are others', async () => {
    const workspace = scene();
    const { results, run } = start(workspace);
    results.begin();
    await run('createNodes', 'args', '"1"');
    const settings = { ...workspace.settings, root: join(workspace.root, 'copy') };
    results.save();
    mkdirSync(settings.root);
    writeFileSync(join(settings.root, 'plugin.js'), '');
    expect(new KeptResults(settings).begin()).toBe(false);
  });

  it('are not the answer if Nx gives another answer to a question, or refuses it', async () => {
    const workspace = scene();
    const { results, run, notes } = start(workspace);
    results.begin();
    notes({ kind: 'query', of: '["glob",["*"]]', seen: 'answer' });
    await run('createNodes', 'args', '"1"');
    expect(results.begin()).toBe(true);
    expect(await results.ask(NOW)).toBe(true);
    for (const askIndex of [() => Promise.resolve('other'), () => Promise.reject(new Error('no'))]) {
      results.begin();
      expect(await results.ask({ ...NOW, askIndex })).toBe(false);
      expect(results.find('createNodes', 'args')).toBeUndefined();
    }
  });

  it('are not mixed: when an earlier hook has run, what a later one gave before is gone', async () => {
    const { results, run } = start(scene());
    results.begin();
    await run('createNodes', 'one', '"1"');
    await run('createMetadata', 'same', '"of 1"');
    results.begin();
    await run('createNodes', 'two', '"2"');
    results.begin();
    expect(results.find('createNodes', 'two')).toBe('"2"');
    expect(results.find('createMetadata', 'same')).toBeUndefined();
  });

  it('are gone when their hook fails, with those of later hooks', async () => {
    const { results, run } = start(scene());
    results.begin();
    await run('createNodes', 'args', '"1"');
    await run('createMetadata', 'same', '"of 1"');
    results.begin();
    results.forget({ hook: 'createNodes', request: results.request });
    results.begin();
    expect(results.find('createNodes', 'args')).toBeUndefined();
    expect(results.find('createMetadata', 'same')).toBeUndefined();
  });

  it('do not hold if a file changed between two hooks that read it', async () => {
    const workspace = scene();
    workspace.write('a.txt', '1');
    const { results, run, sees } = start(workspace);
    results.begin();
    sees('a.txt');
    await run('createNodes', 'args', '"1"');
    workspace.write('a.txt', '2');
    sees('a.txt');
    await run('createMetadata', 'args', '"2"');
    expect(results.begin()).toBe(false);
  });

  it('depend on what was there before the plugin wrote it', async () => {
    const workspace = scene();
    const { results, run, sees } = start(workspace);
    results.begin();
    sees('made.txt');
    workspace.write('made.txt', 'by the plugin');
    sees('made.txt');
    await run('createNodes', 'args', '"it was missing"');
    expect(results.begin()).toBe(false);
  });

  it('are not those of a request that the next one has overtaken', async () => {
    const { results, run } = start(scene());
    results.begin();
    const overtaken = results.request;
    results.begin();
    await run('createNodes', 'args', '"old"', overtaken);
    expect(results.isKept).toBe(false);
  });

  it('are not kept if something could not be seen', async () => {
    const { results, run, misses } = start(scene());
    results.begin();
    misses('started another program, git');
    await run('createNodes', 'args', '"1"');
    expect(results.begin()).toBe(false);
    expect(results.reason).toBe('started another program, git');
  });

  it('count the variables with which the worker was launched, not those of later', async () => {
    const { results, run, notes } = start(scene());
    process.env['OBSERVE_LATER'] = '1';
    try {
      results.begin();
      notes({ kind: 'environment', of: '', seen: '' });
      await run('createNodes', 'args', '"without"');
      expect(results.begin()).toBe(false);
    } finally {
      delete process.env['OBSERVE_LATER'];
    }
    expect(results.begin()).toBe(true);
  });
});

describe('a worker that knows something outdated', () => {
  it.each([
    ['has to go if it does not look again', undefined, true],
    ['has to go if it looks again less often than it did', 1, true],
    ['stays if it looks again as often as it did', 2, false],
  ])('%s', async (_title, looks, isUnread) => {
    const workspace = scene();
    workspace.write('a.txt', '1');
    const { results, run, sees } = start(workspace);
    results.begin();
    sees('a.txt', { looks: 2 });
    await run('createNodes', 'args', '"1"');
    workspace.write('a.txt', '2');
    results.begin();
    expect(results.isStale({ generation: 1 })).toBe(true);
    if (looks) sees('a.txt', { looks });
    expect((await run('createNodes', 'args', '"2"')).length > 0).toBe(isUnread);
  });

  it('has to go if it was launched with other variables', async () => {
    const { results, run, notes } = start(scene());
    const input: Input = { kind: 'environment', of: '', seen: '' };
    results.begin();
    notes(input);
    await run('createNodes', 'args', '"1"');
    process.env['OBSERVE_LATER'] = '1';
    try {
      results.begin();
      notes(input);
      expect(await run('createNodes', 'args', '"1"')).toHaveLength(1);
    } finally {
      delete process.env['OBSERVE_LATER'];
    }
  });
});

describe('what is kept on disk', () => {
  const kept = async () => {
    const workspace = scene();
    const { results, run } = start(workspace);
    results.begin();
    await run('createNodes', 'args', '"1"');
    results.save();
    return workspace;
  };

  it.each<[string, (text: string) => string]>([
    ['is empty', () => ''],
    ['is half written', (text) => text.slice(0, text.length / 2)],
    ['has another result', (text) => text.replace('\\"1\\"', '\\"2\\"')],
    ['has a wrong type', (text) => text.replace('"inputs":[', '"inputs":[null,')],
    ['has no digest', (text) => text.slice(text.indexOf('\n') + 1)],
    ['has a key that is no key', (text) => text.replace('"calls":{', '"calls":{"__proto__":{},')],
  ])('is not used if it %s', async (_title, damage) => {
    const workspace = await kept();
    const text = readFileSync(workspace.store(), 'utf8');
    const damaged = damage(text);
    expect(damaged).not.toBe(text);
    writeFileSync(workspace.store(), damaged);
    const { results } = start(workspace);
    expect(results.begin()).toBe(false);
    expect(results.find('createNodes', 'args')).toBeUndefined();
  });

  it('is not used if it is a directory, and leaves nothing half written', async () => {
    const workspace = await kept();
    const file = workspace.store();
    rmSync(file);
    mkdirSync(file);
    const { results, run } = start(workspace);
    expect(results.begin()).toBe(false);
    await run('createNodes', 'args', '"1"');
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    results.save();
    expect(warned).toHaveBeenCalledWith(expect.stringContaining("can't be kept"));
    warned.mockRestore();
    expect(readdirSync(join(file, '..'))).toHaveLength(1);
    expect(results.begin()).toBe(true);
  });
});
