import { given, NOW, partInput, scene, start } from '../support/kept-results-scene';

const HOOK = 'createDependencies';
/** What the hook is given: the same but for these parts. */
const context = (parts: Record<string, string>) => given(HOOK, 'context', parts);

/** A plugin has read `a`, and not `b`. */
async function readsA() {
  const worker = start(scene());
  worker.results.begin();
  worker.notes(partInput(HOOK, 'a', '1'));
  await worker.run(HOOK, context({ a: '1', b: '1' }), '"of a"');
  worker.results.begin();
  return worker;
}

describe('a hook that gets what it is given in parts', () => {
  it('is not run if only others have changed than those that it has read', async () => {
    const { results } = await readsA();
    expect(results.find(HOOK, context({ a: '1', b: '2' }))).toEqual({ result: '"of a"' });
  });

  it.each([
    ['is another one', { a: '2', b: '1' }],
    ['is gone', { b: '1' }],
  ])('is run if one that it has read %s, and the reason names it', async (_title, parts) => {
    const { results } = await readsA();
    expect(results.find(HOOK, context(parts as Record<string, string>))).toEqual({
      reason: 'read context.a of what it is given, which is another one now',
    });
  });

  it('is run if anything else is not the same, such as the names of the parts', async () => {
    const { results } = await readsA();
    expect(results.find(HOOK, given(HOOK, 'other', { a: '1', b: '1' })).reason).toContain('another context');
  });

  it('is run for any other part if it is not known what it has read', async () => {
    const workspace = scene();
    Object.assign(workspace.settings.launch, { reuse: 'always' });
    const { results, run } = start(workspace);
    results.begin();
    await run(HOOK, context({ a: '1', b: '1' }), '"of all"').catch(() => undefined);
    results.begin();
    await results.ask(NOW);
    expect(results.find(HOOK, context({ a: '1', b: '2' })).result).toBeUndefined();
  });
});

describe('a worker that is given another part than the one that it has read', () => {
  const next = context({ a: '2', b: '1' });

  it('has to go if it does not read it', async () => {
    const { results, run } = await readsA();
    results.memory.compareParts(next);
    expect(results.memory.isStale({ generation: 1 })).toBe(true);
    expect(await run(HOOK, next, '"from memory"')).toHaveLength(1);
  });

  it('stays if it reads it', async () => {
    const { results, run, notes } = await readsA();
    results.memory.compareParts(next);
    notes(partInput(HOOK, 'a', '2'));
    expect(await run(HOOK, next, '"of the new one"')).toEqual([]);
    results.begin();
    expect(results.find(HOOK, next).result).toBe('"of the new one"');
  });

  it.each([
    ['instead', ['1']],
    ['too', ['1', '2']],
    ['too, later', ['2', '1']],
  ])('has to go if it has kept the old one and reads that, %s', async (_title, digests) => {
    const { results, run, notes } = await readsA();
    results.memory.compareParts(next);
    notes(...digests.map((seen) => partInput(HOOK, 'a', seen)));
    expect(await run(HOOK, next, '"of the old one"')).toHaveLength(1);
    results.begin();
    expect(results.find(HOOK, next).result).toBeUndefined();
  });
});
