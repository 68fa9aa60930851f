import { exampleWorkspace, repositoryRoot } from '../../tools/process/repository';
import { checkParity, compareWithNx } from '../../tools/parity/check-parity';
import { computeOurOutput, graphOf } from '../../tools/parity/compute-graphs';

describe('parity: the graph is the one that the nx of the workspace computes', () => {
  test('this repository', async () => {
    const ours = graphOf(await computeOurOutput(repositoryRoot));
    const { differences, size } = await compareWithNx(repositoryRoot, ours, { isolatesPlugins: false });
    expect(size).toMatch(/^[1-9]\d* projects/);
    expect(differences).toEqual([]);
  }, 180_000);

  test('the example workspace, with the same bytes a second time', async () => {
    const { differences, isRepeatable, size } = await checkParity(exampleWorkspace);
    expect(size).toMatch(/^[1-9]\d* projects/);
    expect(differences).toEqual([]);
    expect(isRepeatable).toBe(true);
  }, 180_000);
});
