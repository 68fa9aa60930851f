import { exampleWorkspace, repositoryRoot } from '../../tools/process/repository';
import { checkParity } from '../../tools/parity/check-parity';

describe('parity: the graph is the one that the nx of the workspace computes', () => {
  test.each([
    ['this repository', repositoryRoot],
    ['the example workspace', exampleWorkspace],
  ])(
    '%s',
    async (_, root) => {
      const { differences, isRepeatable, size } = await checkParity(root);
      expect(size).toMatch(/^[1-9]\d* projects/);
      expect(differences).toEqual([]);
      expect(isRepeatable).toBe(true);
    },
    180_000,
  );
});
