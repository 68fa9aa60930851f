import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeptResults } from '../../src/results/kept-results';
import { readKept } from '../../src/results/read-kept';
import { keptOf, NOW, scene, start } from '../support/kept-results-scene';

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
    expect(keptOf(second, 'createNodes', 'args')).toBe('"1"');
    expect(keptOf(second, 'createNodes', 'others')).toBeUndefined();
    workspace.write('a.txt', '2');
    expect(second.begin()).toBe(false);
    expect(second.reason).toContain('a.txt, which has changed');
    expect(keptOf(second, 'createNodes', 'args')).toBeUndefined();
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
      expect(keptOf(results, 'createNodes', 'args')).toBeUndefined();
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
    expect(keptOf(results, 'createNodes', 'two')).toBe('"2"');
    expect(keptOf(results, 'createMetadata', 'same')).toBeUndefined();
  });

  it('are gone when their hook fails, with those of later hooks', async () => {
    const { results, run } = start(scene());
    results.begin();
    await run('createNodes', 'args', '"1"');
    await run('createMetadata', 'same', '"of 1"');
    results.begin();
    results.forget({ hook: 'createNodes', request: results.request });
    results.begin();
    expect(keptOf(results, 'createNodes', 'args')).toBeUndefined();
    expect(keptOf(results, 'createMetadata', 'same')).toBeUndefined();
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

  it('leave the reasons for that to other processes, until everything can be seen', async () => {
    const workspace = scene();
    const first = start(workspace);
    first.results.begin();
    first.misses('started another program, git', 'used the network');
    await first.run('createNodes', 'args', '"1"');
    first.results.save();
    const reason = 'started another program, git (and 1 more: see `plugin-host doctor`)';
    const second = start(workspace);
    second.results.begin();
    expect(second.results.reason).toBe(reason);
    const { dataDirectory, entry } = workspace.settings;
    const { kept, reasons } = readKept(dataDirectory, entry);
    expect(kept).toBeUndefined();
    expect(reasons?.reasons).toEqual(['started another program, git', 'used the network']);

    second.misses();
    await second.run('createNodes', 'args', '"1"');
    second.results.save();
    expect(readKept(dataDirectory, entry)).toMatchObject({
      kept: { name: 'plugin' },
      reasons: { reasons: [] },
    });
    const other = start({ ...workspace, settings: { ...workspace.settings, nxVersion: '2' } });
    other.results.begin();
    expect(other.results.reason).toBe('is launched in another way');
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

  it('depend on all files if they are made of what a plugin has kept of something that can not be seen', async () => {
    const workspace = scene();
    Object.assign(workspace.settings.launch, { reuse: 'index' });
    const first = start(workspace);
    first.results.begin();
    writeFileSync(join(first.launch()!, 'kept.hash'), 'made by another program');
    first.misses('started another program');
    await first.run('createNodes', 'args', '"1"');
    first.results.save();
    const second = start(workspace);
    second.results.begin();
    expect(readFileSync(join(second.launch()!, 'kept.hash'), 'utf8')).toBe('made by another program');
    await second.run('createNodes', 'others', '"1"');
    second.results.save();
    const { results } = start(workspace);
    expect(results.begin()).toBe(true);
    expect(await results.ask({ ...NOW, filesDigest: () => Promise.resolve('others') })).toBe(false);
  });

  it('are not the answer under another rule', async () => {
    const workspace = scene();
    const { results, run } = start(workspace);
    results.begin();
    await run('createNodes', 'args', '"1"');
    results.save();
    Object.assign(workspace.settings.launch, { reuse: 'index' });
    expect(start(workspace).results.begin()).toBe(false);
  });
});
