import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { processesIn } from '../support/processes';
import { runScript } from '../support/run';

const example = join(repositoryRoot, 'examples/plugin-author');
const installed = (file: string) => join(repositoryRoot, 'node_modules', file);

/** What each runner prints if both tests have passed. */
const RUNNERS = {
  jest: { args: [installed('jest/bin/jest.js'), '--runInBand'], passed: /Tests: +2 passed, 2 total/ },
  vitest: { args: [installed('vitest/vitest.mjs'), 'run'], passed: /Tests +2 passed \(2\)/ },
  'node:test': { args: ['--test', 'test/plugin.node.test.mjs'], passed: /^[#ℹ] pass 2$[^]*^[#ℹ] fail 0$/m },
};

test.concurrent.each(Object.entries(RUNNERS))(
  'the example passes in %s, and leaves nothing',
  async (_, { args, passed }) => {
    const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'author-')));
    try {
      const env = { TMPDIR: temporary, NO_COLOR: '1' };
      const { code, stdout, stderr } = await runScript(args, { cwd: example, env });
      expect({ code, output: stdout + stderr }).toEqual({
        code: 0,
        output: expect.stringMatching(passed) as string,
      });
      expect(readdirSync(temporary).filter((name) => name.startsWith('plugin-test-'))).toEqual([]);
      expect(processesIn(temporary)).toEqual([]);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
);

test('the guide shows the test of the example', () => {
  // Prose may have longer lines.
  const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8').replace(/[\s,]+/g, '');
  expect(read('docs/guide/test-a-plugin.md')).toContain(
    read('examples/plugin-author/test/plugin.jest.test.js'),
  );
});
