import type { ProjectGraph } from '@plugin-isolation/plugin-worker';
import { compareGraphs } from '../../src/watch/graph-difference';
import { compareWorkers } from '../../src/watch/worker-changes';

function graphOf(projects: Record<string, string[]>, edges: [string, string][]): ProjectGraph {
  const toNode = ([name, targets]: [string, string[]]) => {
    const data = { root: name, targets: Object.fromEntries(targets.map((target) => [target, {}])) };
    return [name, { name, type: 'lib', data }];
  };
  const nodes = Object.fromEntries(Object.entries(projects).map(toNode)) as ProjectGraph['nodes'];
  const dependencies = Object.fromEntries(
    Object.keys(projects).map((name) => [
      name,
      edges
        .filter(([source]) => source === name)
        .map(([source, target]) => ({ source, target, type: 'static' as const })),
    ]),
  );
  return { nodes, dependencies };
}

test('graphs: projects, targets and edges', () => {
  const before = graphOf({ a: ['build'], b: [], old: ['test'] }, [['a', 'b']]);
  const after = graphOf({ a: ['build', 'lint'], b: [], fresh: [] }, [['b', 'a']]);
  expect(compareGraphs(before, after)).toEqual({
    projects: { added: ['fresh'], removed: ['old'], changed: ['a'] },
    targets: { added: ['a:lint'], removed: ['old:test'] },
    dependencies: { added: ['b → a'], removed: ['a → b'] },
  });
});

describe('workers', () => {
  const running = (...workers: [string, number][]) => workers.map(([plugin, pid]) => ({ plugin, pid }));

  test('kept, restarted, started and stopped', () => {
    const before = running(['kept', 1], ['edited', 2], ['removed', 3]);
    const after = running(['edited', 20], ['added', 4], ['kept', 1]);
    expect(compareWorkers(before, after)).toEqual({
      kept: ['kept'],
      restarted: ['edited'],
      started: ['added'],
      stopped: ['removed'],
    });
  });

  test('B54 the same plugin twice counts twice', () => {
    const twice = running(['same', 1], ['same', 2]);
    expect(compareWorkers(twice, running(['same', 1]))).toMatchObject({ kept: ['same'], stopped: ['same'] });
    expect(compareWorkers(running(['same', 1]), twice)).toMatchObject({ kept: ['same'], started: ['same'] });
    expect(compareWorkers(twice, running(['same', 1], ['same', 3]))).toEqual({
      kept: ['same'],
      restarted: ['same'],
      started: [],
      stopped: [],
    });
  });
});
