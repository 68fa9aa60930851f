import { readKept } from '../../src/results/read-kept';
import { scene, start } from '../support/kept-results-scene';

test('why nothing could be kept is left to other processes, until everything can be seen', async () => {
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
  const third = start(workspace);
  third.results.begin();
  third.notes({ kind: 'variable', of: 'KEPT_REASON', seen: 'another value' });
  await third.run('createNodes', 'args', '"1"');
  third.results.save();
  third.results.begin();
  third.misses('used the network');
  await third.run('createNodes', 'args', '"1"');
  third.results.save();
  const fourth = start(workspace);
  fourth.results.begin();
  expect(fourth.results.reason).toBe('used the network');
  const other = start({ ...workspace, settings: { ...workspace.settings, nxVersion: '2' } });
  other.results.begin();
  expect(other.results.reason).toBe('is launched in another way');
});
