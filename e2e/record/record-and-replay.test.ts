import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspace } from '../support/create-workspace';
import { expectNothingRuns } from '../support/processes';
import { runCli } from '../support/run';

/** Fails for each component that is too large. Half of what it reads is nobody's business. */
const PLUGIN = `
const fs = require('node:fs');
const { basename, dirname, join } = require('node:path');
exports.name = 'sizes';
exports.createNodes = ['libs/*/component.json', (files, options, { workspaceRoot }) => {
  const read = (file) => fs.readFileSync(join(workspaceRoot, file), 'utf8');
  const { largest } = JSON.parse(read('limits.json'));
  for (const secret of ['.env', 'ignored.txt', 'keys/deploy.pem', 'notes.txt']) read(secret);
  console.log('the token is ' + process.env.DEPLOY_TOKEN);
  const others = fs.readdirSync(join(workspaceRoot, 'docs'));
  const errors = [], results = [];
  for (const file of files) {
    const { size } = JSON.parse(read(file));
    const node = { name: basename(dirname(file)), metadata: { size, others, token: process.env.DEPLOY_TOKEN } };
    if (size > largest) errors.push([file, new Error(file + ' has ' + size + ' in ' + workspaceRoot)]);
    else results.push([file, { projects: { [dirname(file)]: node } }]);
  }
  if (errors.length === 0) return results;
  throw Object.assign(new Error('some'), { name: 'AggregateCreateNodesError', errors, partialResults: results });
}];
exports.createMetadata = ({ nodes }) =>
  Object.fromEntries(Object.keys(nodes).map((name) => [name, { metadata: { count: Object.keys(nodes).length } }]));
`;

const SECRETS = [
  'of-the-dotenv-file',
  'of-an-ignored-file',
  'of-the-key-file',
  'of-the-variable',
  'of-nx-json',
];
const TOKEN_IN_NOTES = `ghp_${'a1'.repeat(18)}`;
const env = { DEPLOY_TOKEN: 'of-the-variable' };

function workspaceWithBug() {
  return createWorkspace({
    nxJson: JSON.stringify({
      neverConnectToCloud: true,
      analytics: false,
      nxCloudAccessToken: 'of-nx-json',
      plugins: [{ plugin: './tools/sizes.js', options: { kind: 'any' } }],
    }),
    files: {
      '.gitignore': 'ignored.txt\n',
      '.env': 'X=of-the-dotenv-file\n',
      'ignored.txt': 'of-an-ignored-file',
      'keys/deploy.pem': 'of-the-key-file',
      'notes.txt': `token: ${TOKEN_IN_NOTES}`,
      'limits.json': '{ "largest": 5 }',
      'docs/one.md': 'never read',
      'tools/sizes.js': PLUGIN,
      'libs/one/component.json': '{ "size": 3 }',
      'libs/two/component.json': '{ "size": 7 }',
    },
  });
}

let elsewhere: string;
beforeAll(() => {
  elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'elsewhere-')));
});
afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

describe('a plugin with a bug', () => {
  const out = () => join(elsewhere, 'sizes.record.json');
  const withoutContents = () => join(elsewhere, 'without.json');
  let root: string;
  let printed: string;

  beforeAll(async () => {
    using workspace = workspaceWithBug();
    ({ root } = workspace);
    const record = (...args: string[]) =>
      runCli(['record', './tools/sizes.js', '--root', root, ...args], { env });
    const endings = await Promise.all([
      record('--out', out()),
      record('--out', withoutContents(), '--without-contents'),
    ]);
    expect(endings.map(({ code }) => code)).toEqual([0, 0]);
    printed = endings[0].stdout;
    expect(workspace.read('.gitignore')).toBe('ignored.txt\n');
    await expectNothingRuns(root);
  });

  test('is recorded: what is in the file, and what is left out of it', () => {
    expect(printed).toMatch(/createNodes +2 files +failed: libs\/two\/component.json has 7 in <workspace>/);
    expect(printed).toMatch(/createMetadata +done in/);
    expect(printed).toContain(
      'the contents of 5 files that the plugin read:\n' +
        '  libs/one/component.json\n  libs/two/component.json\n  limits.json\n  package.json\n  tools/sizes.js\n',
    );
    expect(printed).toMatch(/^ {2}\.env +may hold credentials/m);
    expect(printed).toMatch(/^ {2}ignored\.txt +is ignored/m);
    expect(printed).toMatch(/^ {2}keys\/deploy\.pem +may hold credentials/m);
    expect(printed).toMatch(/^ {2}notes\.txt +has something in it that looks like a secret/m);
    expect(printed).toMatch(/by their names alone: DEPLOY_TOKEN\./);
    const record = readFileSync(out(), 'utf8');
    for (const secret of [...SECRETS, TOKEN_IN_NOTES, root, 'never read'])
      expect(record).not.toContain(secret);
    expect(JSON.parse(record)).toMatchObject({
      files: { 'docs/one.md': {}, 'limits.json': { text: '{ "largest": 5 }' } },
    });
  });

  test('fails again where there is no workspace', async () => {
    const { code, stdout, stderr } = await runCli(['replay', out()], { cwd: elsewhere, env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.any(String) as string });
    expect(stdout.split('\n').slice(1)).toEqual([
      'load: equal',
      'createNodes: equal',
      '  fails again: libs/two/component.json has 7 in <workspace>',
      'createMetadata: equal',
      'Equal: the plugin does what was recorded.',
      '',
    ]);
    expect(stderr).toContain('[./tools/sizes.js] the token is');
  });

  test('is compared after it was fixed, with each difference', async () => {
    const fixed = join(elsewhere, 'fixed.js');
    writeFileSync(fixed, PLUGIN.replace('size > largest', 'size > 2 * largest'));
    const args = ['replay', out(), '--plugin', 'fixed.js'];
    const [{ code, stdout }, json] = await Promise.all([
      runCli(args, { cwd: elsewhere, env }),
      runCli([...args, '--json'], { cwd: elsewhere, env }),
    ]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /createNodes: 2 differences\n {2}errors\[0\]\n {4}recorded: Error: libs\/two.+\n {4}now: {6}nothing\n/,
    );
    expect(stdout).toMatch(
      / {2}result\["libs\/two\/component\.json"\]\n {4}recorded: nothing\n {4}now: {6}\{"projects":/,
    );
    expect(stdout).toContain('are empty here: .env, ignored.txt, keys/deploy.pem, notes.txt.');
    expect(JSON.parse(json.stdout)).toMatchObject({ isEqual: false, calls: [{ hook: 'load' }, {}, {}] });
  });

  test('is recorded without contents, too', async () => {
    const { files } = JSON.parse(readFileSync(withoutContents(), 'utf8')) as {
      files: Record<string, object>;
    };
    expect(files).toMatchObject({ 'limits.json': {}, 'tools/sizes.js': {} });
    expect(Object.values(files).filter((file) => Object.keys(file).length > 0)).toEqual([]);
    writeFileSync(join(elsewhere, 'plugin.js'), PLUGIN);
    const args = ['replay', withoutContents(), '--plugin', 'plugin.js'];
    const { code, stdout } = await runCli(args, { cwd: elsewhere, env });
    expect(code).toBe(1);
    expect(stdout).toContain('The record has no contents, so all files are empty here.');
  });
});

test('what can not be recorded or replayed is told of, with exit code 2', async () => {
  using workspace = workspaceWithBug();
  const ending = (...args: string[]) => runCli(args, { cwd: elsewhere });
  const hostile = join(elsewhere, 'hostile.json');
  const record = JSON.parse(readFileSync(join(elsewhere, 'sizes.record.json'), 'utf8')) as { files: object };
  writeFileSync(hostile, JSON.stringify({ ...record, files: { '../outside.txt': { text: 'x' } } }));
  const endings = await Promise.all([
    ending('record', './tools/other.js', '--root', workspace.root),
    ending('replay', 'nowhere.json'),
    ending('replay', hostile),
    ending('replay', 'sizes.record.json', '--plugin', 'nowhere.js'),
  ]);
  expect(endings.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  expect(endings.map(({ stderr }) => stderr).join('')).toMatch(
    /lists no plugin[^]+no such file[^]+has the path "\.\.\/outside\.txt", which leads out[^]+can't be found at/,
  );
});
