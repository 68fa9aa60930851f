import { planFor, type Plan } from '../../src/nx-command/plan';

const modeOf = (line: string, env: NodeJS.ProcessEnv = {}): Plan['mode'] =>
  planFor({ args: line === '' ? [] : line.split(' '), env }).mode;

describe('how a call of nx is served', () => {
  test.each([
    ...['run one:build', 'one:build', 'build one', 'run-many -t build', 'affected -t test'],
    ...['show projects --affected', 'graph --print', 'graph --file=graph.json', 'exec -- tsc', 'lint'],
    // What follows `--` belongs to the task.
    ...['run one:build -- --help', 'run one:build -- -h'],
  ])('nx %s wants a graph soon', (line) => {
    expect(modeOf(line)).toBe('early');
  });

  test.each([
    ...['g lib', 'generate lib', 'release version', 'sync', 'add @nx/js', 'import ../other', 'format:check'],
    ...['', '--help', 'run-many --help', 'show -h'],
  ])('nx %s may want one later', (line) => {
    expect(modeOf(line)).toBe('late');
  });

  test.each([
    ...['reset', 'daemon --stop', 'watch --all -- echo', 'report', 'migrate latest', 'repair', 'init'],
    ...['--version', 'completion bash', 'mcp', 'connect', 'login', 'graph', 'dep-graph', 'graph --focus=one'],
    ...['graph -- --print', 'start-ci-run'],
  ])('nx %s runs unchanged', (line) => {
    expect(modeOf(line)).toBe('unchanged');
  });

  test('a target may be called as what every object has', () => {
    expect(modeOf('constructor one')).toBe('early');
    expect(modeOf('toString')).toBe('early');
  });

  test('a shell that wants completions, and a graph that is said to be in the cache', () => {
    expect(modeOf('run one:build', { NX_COMPLETE: '1' })).toBe('unchanged');
    expect(modeOf('run one:build', { NX_FORCE_REUSE_CACHED_GRAPH: 'true' })).toBe('late');
    expect(modeOf('run one:build', { NX_FORCE_REUSE_CACHED_GRAPH: 'false' })).toBe('early');
  });

  test('what runs unchanged says why', () => {
    expect(planFor({ args: ['reset'], env: {} })).toMatchObject({
      why: "`nx reset` is about nx's own daemon",
    });
  });
});
