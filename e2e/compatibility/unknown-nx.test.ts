import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/run';

const bin = `console.log('nx runs', process.argv.slice(2).join(' ')); process.exitCode = 7;`;

describe('plugin-host nx with an nx that it does not know', () => {
  let root: string;
  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'unknown-nx-')));
    mkdirSync(join(root, 'node_modules/nx/src'), { recursive: true });
    writeFileSync(join(root, 'nx.json'), '{}');
    writeFileSync(join(root, 'node_modules/nx/nx.js'), bin);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each([
    ['25.0.0', 'Supported major versions: 20, 21, 22, 23, 24. Install one of them, or a newer plugin-host.'],
    [
      '24.9.0',
      /^It lacks project-graph\/project-graph\.js, daemon\/client\/client\.js and 8 more\. Install another version of nx, or a newer plugin-host\.$/,
    ],
  ])('%s: it runs unchanged, and one line says why', async (version, why) => {
    const manifest = { name: 'nx', version, bin: { nx: 'nx.js' } };
    writeFileSync(join(root, 'node_modules/nx/package.json'), JSON.stringify(manifest));
    const { code, stdout, stderr } = await runCli(['nx', 'show', 'projects'], { cwd: root });
    expect({ code, stdout }).toEqual({ code: 7, stdout: 'nx runs show projects\n' });
    const [said, ...more] = stderr.split('\n');
    expect(more).toEqual(['']);
    const start = `nx ${version} runs unchanged, and loads plugins as it does itself. `;
    expect(said).toMatch(start);
    expect(said.slice(start.length)).toMatch(why);
  });
});
