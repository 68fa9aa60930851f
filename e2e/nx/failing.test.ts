import { join } from 'node:path';
import { repositoryRoot } from '../../tools/process/repository';
import { createWorkspace, type Workspace } from '../support/create-workspace';
import { pluginSource } from '../support/plugin-source';
import { runCli, runScript, type Ending } from '../support/run';

const NX = join(repositoryRoot, 'node_modules/nx/dist/bin/nx.js');

/** What fails in plugin b is written to `fault.txt`. */
const FAULTY = `
  const fault = fs.readFileSync('fault.txt', 'utf8');
  const failing = (hook) => {
    if (!fault.startsWith(hook + ' ')) return;
    if (fault.endsWith('throws')) throw new Error('b cannot do it');
    fs.appendFileSync('calls.txt', hook + '\\n');
    if (fault.endsWith('crashes')) process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
  failing('load');`;
const ONE_FILE = `
  if (fault === 'one file') throw Object.assign(new Error('Failed to create nodes'), {
    name: 'AggregateCreateNodesError',
    errors: [[files[0], new Error('b cannot read it')]],
    partialResults: files.slice(1).map((file) => [file, {}]),
  });`;

describe('nx, if a plugin fails', () => {
  let workspace: Workspace;

  beforeAll(() => {
    const hooks = { load: FAULTY, createNodes: ONE_FILE, createMetadata: `failing('createMetadata')` };
    const files = { 'plugins/a.js': pluginSource('a'), 'plugins/b.js': pluginSource('b', hooks) };
    workspace = createWorkspace({ plugins: ['./plugins/a.js', './plugins/b.js'], files });
  });
  afterAll(() => workspace[Symbol.dispose]());

  const nx = (...args: string[]): Promise<Ending> => runCli(['nx', ...args], { cwd: workspace.root });

  test('on one file: the command does what plain nx does, and our words come before that', async () => {
    workspace.write('fault.txt', 'one file');
    const options = { cwd: workspace.root, env: { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false' } };
    const plain = await runScript([NX, 'graph', '--print'], options);
    const ours = await nx('graph', '--print');
    expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: plain.code, stdout: plain.stdout });
    expect(plain.stdout).toContain('"libs/one"');
    const [text, place, nextStep] = ours.stderr.split('\n');
    expect(text).toBe('error ./plugins/b.js createNodes libs/one/component.json: b cannot read it');
    expect(place).toMatch(/^ {2}at plugins\/b\.js:\d+:\d+$/);
    expect(nextStep).toContain('`plugin-host graph --inspect-brk PLUGIN` stops in it');
    expect(ours.stderr).toContain('An error occurred while processing files for the b plugin');
    expect(ours.stderr.split('b cannot read it').length).toBe(
      plain.stderr.split('b cannot read it').length + 1,
    );
  }, 120_000);

  test('at its load: nx lists it with what it threw', async () => {
    workspace.write('fault.txt', 'load throws');
    const { code, stdout, stderr } = await nx('run', 'one:a');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The plugin "./plugins/b.js" could not be loaded: b cannot do it.');
    expect(stderr).toMatch(
      /NX {3}Failed to load 1 Nx plugin\(s\):\n\n {2}- \.\/plugins\/b\.js: b cannot do it\n/,
    );
  });

  test.each(['hangs', 'crashes'])('in a hook that %s: it is waited for once', async (how) => {
    workspace.write('fault.txt', `createMetadata ${how}`);
    workspace.remove('calls.txt');
    workspace.write('plugin-host.json', '{ "timeouts": { "hooks": { "createMetadata": 1000 } } }');
    const { code, stdout, stderr } = await nx('show', 'projects');
    workspace.remove('plugin-host.json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /^error \.\/plugins\/b\.js createMetadata: The worker of plugin "\.\/plugins\/b\.js" /,
    );
    expect(stderr).toContain('The "b" plugin threw an error while creating metadata: The worker of plugin');
    expect(workspace.read('calls.txt')).toBe('createMetadata\n');
  });

  test.each([
    ['nx.json', ':1:15: it is not valid JSON: close bracket expected. Correct it there.\n'],
    ['package.json', undefined],
  ])('%s is no JSON: nx says it as ever, after what we say about nx.json', async (file, said) => {
    const before = workspace.read(file);
    workspace.write(file, '{ "plugins": [');
    const options = { cwd: workspace.root, env: { NX_DAEMON: 'false' } };
    const plain = await runScript([NX, 'show', 'projects'], options);
    const ours = await nx('show', 'projects');
    workspace.write(file, before);
    expect(plain.code).toBe(1);
    const stderr = (said === undefined ? '' : workspace.path(file) + said) + plain.stderr;
    expect(ours).toEqual({ ...plain, stderr });
  });

  test('a setting of ours that is wrong is said before nx starts', async () => {
    workspace.write('plugin-host.json', '{ "timeouts": { "hook": 1 } }');
    const { code, stdout, stderr } = await nx('show', 'projects');
    workspace.remove('plugin-host.json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('plugin-host.json: it has no setting "timeouts.hook"');
  });
});
