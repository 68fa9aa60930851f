import { KnownParts } from '../../src/launch/known-parts';

const HOOK = 'createDependencies';
const entry = (file: string, hash: string) => ({ file, hash });
const recordOf = (known: KnownParts, files: object[]) =>
  known.recordOf({}, [['a', files]], HOOK).values.get('a')!;

describe('parts of the graph before', () => {
  const before = new KnownParts();
  const part = recordOf(before, [entry('a/1', '1'), entry('a/2', '2')]);

  it('are taken if the files of a project are the same', () => {
    expect(recordOf(new KnownParts(before), [entry('a/1', '1'), entry('a/2', '2')])).toBe(part);
  });

  it.each([
    ['another hash', [entry('a/1', '1'), entry('a/2', '3')]],
    ['another name', [entry('a/1', '1'), entry('a/3', '2')]],
    ['a file less', [entry('a/1', '1')]],
    ['another order', [entry('a/2', '2'), entry('a/1', '1')]],
    ['more to say of a file', [entry('a/1', '1'), { ...entry('a/2', '2'), deps: ['b'] }]],
  ])('are not taken if there is %s', (_title, files) => {
    const other = recordOf(new KnownParts(before), files);
    expect(other.digest).not.toBe(part.digest);
    expect(other.line.toString()).toContain(`"value":${JSON.stringify(files)}}`);
  });

  it.each<[string, object[]]>([
    ['a list with something that is null', [null as never, entry('a/2', '2')]],
    ['texts of as many files', ['a/1', '1', 'a/2', '2'] as never],
  ])('are not taken for %s', (_title, files) => {
    expect(recordOf(new KnownParts(before), files).digest).not.toBe(part.digest);
  });

  it('are taken for any other value that is the same text', () => {
    const recordOfProject = (known: KnownParts, root: string) =>
      known.recordOf({}, [['a', { root }]], HOOK).values.get('a')!;
    const first = new KnownParts();
    const project = recordOfProject(first, 'libs/a');
    expect(recordOfProject(new KnownParts(first), 'libs/a')).toBe(project);
    expect(recordOfProject(new KnownParts(first), 'libs/b')).not.toBe(project);
  });

  it('are not mixed up if Nx has put more into its own list since', () => {
    const files: object[] = [entry('a/1', '1')];
    const first = new KnownParts();
    const kept = recordOf(first, files);
    Object.assign(files[0], { deps: ['b'] });
    expect(recordOf(new KnownParts(first), [entry('a/1', '1')])).toBe(kept);
    expect(recordOf(new KnownParts(first), files)).not.toBe(kept);
  });
});
