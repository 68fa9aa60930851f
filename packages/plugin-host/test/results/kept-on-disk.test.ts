import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Input } from '@plugin-isolation/plugin-worker/internal/inputs';
import { keptOf, scene, start } from '../support/kept-results-scene';

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
    expect(results.memory.isStale({ generation: 1 })).toBe(true);
    if (looks) sees('a.txt', { looks });
    expect((await run('createNodes', 'args', '"2"')).length > 0).toBe(isUnread);
  });

  it('has to go after the graph in which a hook of it has failed', async () => {
    const { results, run } = start(scene());
    results.begin();
    await run('createNodes', 'args', '"1"');
    results.forget({ hook: 'createNodes', request: results.request, worker: { generation: 1 } as never });
    expect(results.memory.isStale({ generation: 1 })).toBe(false);
    results.begin();
    expect(results.memory.isStale({ generation: 1 })).toBe(true);
    expect(await run('createNodes', 'args', '"1"')).toHaveLength(1);
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
    expect(keptOf(results, 'createNodes', 'args')).toBeUndefined();
  });

  it.each<[string, (file: string) => void]>([
    ['is a pipe', (file) => (rmSync(file), execFileSync('mkfifo', [file]))],
    ['is a link to nowhere', (file) => (rmSync(file), symlinkSync('nowhere', file))],
    ['is larger than any memory', (file) => truncateSync(file, 2 ** 34)],
    ['may be written by others', (file) => chmodSync(file, 0o602)],
    ...(process.getuid?.() === 0
      ? [['belongs to another user', (file: string) => chownSync(file, 4711, 0)] as [string, () => void]]
      : []),
  ])('is not used if it %s, and the next one is', async (_title, damage) => {
    const workspace = await kept();
    damage(workspace.store());
    const { results, run } = start(workspace);
    expect(results.begin()).toBe(false);
    await run('createNodes', 'args', '"1"');
    results.save();
    expect(start(workspace).results.begin()).toBe(true);
  });

  it('is not used if it is a directory, and leaves nothing half written', async () => {
    const workspace = await kept();
    const file = workspace.store();
    rmSync(file);
    mkdirSync(file);
    const { results, run } = start(workspace);
    expect(results.begin()).toBe(false);
    await run('createNodes', 'args', '"1"');
    results.save();
    const files = readdirSync(join(file, '..')).filter((name) => !name.includes('.cache'));
    expect(files).toHaveLength(1);
    expect(results.begin()).toBe(true);
  });
});
