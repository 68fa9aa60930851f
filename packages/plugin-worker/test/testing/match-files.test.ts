import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testPlugin } from '../support/built-testing';

const SOURCE = `exports.createNodes = ['**/{a,b}.json', (files) => files.map((file) => [file, {}])];`;

/** A plugin where no nx is. */
function createPlugin() {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'without-nx-')));
  mkdirSync(join(directory, 'src'));
  writeFileSync(join(directory, 'src', 'plugin.js'), SOURCE);
  return { directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) };
}

test('without an nx, node matches, and nothing is ignored', async () => {
  using author = createPlugin();
  await using plugin = await testPlugin({ plugin: './src/plugin.js', root: author.directory });
  const files = { '.gitignore': 'x', 'a.json': {}, 'x/y/b.json': {}, 'x/c.json': {} };
  const { files: matching, logs } = await plugin.infer(files);
  expect(matching).toEqual(['a.json', 'x/y/b.json']);
  expect(logs).toEqual({ stdout: [], stderr: [] });
});
